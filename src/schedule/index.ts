export type { ClientHealth, ConnectionHealth, OperationHealth } from "./connection-health.ts";
export { type Health, openHealth } from "./health.ts";
export type { Job, JobEnd, Slot } from "./job.ts";
export { keepSchedule } from "./keep-schedule.ts";
export { findNextSlot, listSlots } from "./list-slots.ts";
export type { ScheduleEvent, Tell } from "./schedule-event.ts";
export { type HealthServer, type ServedHealth, serveHealth } from "./serve-health.ts";
