export { DeliverError, type WrittenFile, writeFiles } from "./write-files.ts";
