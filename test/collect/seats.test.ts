import { expect, it } from "vitest";
import { createSeats } from "../../src/collect/fetch/seats.ts";

it("so many are at work at once, in the order they came", async () => {
  const seats = createSeats(2);
  const log: string[] = [];
  const first = Promise.withResolvers<void>();
  const all = ["a", "b", "c"].map((name) =>
    seats.take(async () => {
      log.push(name);
      if (name === "a") await first.promise;
    }),
  );
  await Promise.all(all.slice(1));
  expect(log).toEqual(["a", "b", "c"]);
  first.resolve();
  await Promise.all(all);
});

it("whoever only waits holds no place, and is the next to go on after (RELIABILITY T6)", async () => {
  const seats = createSeats(1);
  const log: string[] = [];
  const pause = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const waiting = seats.take(async () => {
    await seats.leave(() => pause.promise);
    log.push("throttled, after its pause");
  });
  const others = ["one", "two"].map((name) =>
    seats.take(async () => {
      log.push(name);
      if (name === "one") {
        pause.resolve();
        begun.resolve();
        await new Promise(setImmediate);
      }
    }),
  );
  await begun.promise;
  await Promise.all([waiting, ...others]);
  expect(log).toEqual(["one", "throttled, after its pause", "two"]);
});

it("a place is given back by work that fails", async () => {
  const seats = createSeats(1);
  await expect(seats.take(() => Promise.reject(new Error("x")))).rejects.toThrow("x");
  await expect(seats.take(async () => 7)).resolves.toBe(7);
});
