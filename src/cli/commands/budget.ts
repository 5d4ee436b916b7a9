// What may be spent this hour, who must keep still and why. Spends nothing.
import { openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { type PauseView, printHours, readHours } from "../hours.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock } = context;
  const settings = context.settings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  const before = await readHours(settings, store, clock);
  const name = flags.unblock as string | undefined;
  const lifted = name === undefined ? [] : findPauses(before.pauses, name);
  for (const pause of lifted) await store.ledger.unpause(pause);
  const hours = lifted.length === 0 ? before : await readHours(settings, store, clock);
  print.json({ ...hours, lifted });
  for (const pause of lifted) print.result(`Lifted: ${pause.name}, paused until ${pause.until}: ${pause.why}`, "good");
  printHours(hours, print);
  if (lifted.length > 0) print.note("A run that waits already keeps to its time; stop it and start it again.");
  else if (hours.pauses.length === 0) print.result("Nobody is paused.");
  return EXIT.complete;
}

/** Those of a connection, or of an account by its name or id. */
function findPauses(pauses: readonly PauseView[], name: string): readonly PauseView[] {
  const found = pauses.filter((pause) => [pause.name, pause.name.replace(/^@/, ""), pause.accountId].includes(name));
  if (found.length > 0) return found;
  const names = [...new Set(pauses.map((pause) => pause.name))];
  throw new UsageError(
    `There is no pause of "${name}" to lift.`,
    names.length === 0 ? "Nobody is paused." : `Paused: ${names.join(", ")}.`,
  );
}
