// Preloaded by `node --import`: this process tells the time `GAZETTE_CLOCK_AHEAD_MS` from now. Only `new Date()` and
// `Date.now()` move: what is made of a given instant stays what it is, and so do waits, timers and `performance.now()`.
const Real = Date;
const aheadMs = Number(process.env.GAZETTE_CLOCK_AHEAD_MS ?? 0);
const now = (): number => Real.now() + aheadMs;

// A proxy, not a subclass: libraries take the methods of a date from the prototype of `Date`, which must be the real one.
if (aheadMs !== 0) {
  globalThis.Date = new Proxy(Real, {
    construct: (target, given: unknown[], maker) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, maker),
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
