// A stand-in Graph API: a real HTTP server over a seeded world. It shares nothing with the client it is held against.

export { FAULT_MODES, type FaultList, type FaultMode, parseFaultList } from "./fault-list.ts";
export { FAULT_KINDS, type Fault, type FaultKind } from "./faults.ts";
export { type LoggedCall, type Sandbox, type SandboxOptions, startSandbox } from "./server.ts";
export type { SandboxSettings } from "./settings.ts";
export { createWorld, type PortfolioPlan, type UserPlan, type World, type WorldOptions } from "./world.ts";
