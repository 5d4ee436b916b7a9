export type { DeskPorts, HousePorts, ReportFile, ReportPlace, ReportPorts } from "./ports.ts";
export { type DeskServer, serveDesk } from "./serve-desk.ts";
export { hashPassword } from "./sign-in/password.ts";
