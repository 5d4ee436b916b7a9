export { explainBroken } from "./broken-client.ts";
export { toFolderName } from "./client-report.ts";
export { ConfigError, type ConfigProblem } from "./config-error.ts";
export { type EffectiveValue, type ExplainedSettings, explainSettings } from "./explain.ts";
export { toJsonSchema } from "./file-schema.ts";
export { readLabelFile } from "./label-file.ts";
export { type LoadInput, loadSettings } from "./load.ts";
export { findNearestName, findNearestNames } from "./nearest-name.ts";
export type { BrokenClient, Cadence, Client, ClientReport, Settings } from "./settings.ts";
