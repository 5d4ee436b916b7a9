// Preloaded by `node --import`: this process tells the time `GAZETTE_CLOCK_AHEAD_MS` from now. Only `new Date()` and
// `Date.now()` move: what is made of a given instant stays what it is, and so do waits, timers and `performance.now()`.
const Real = Date;
const aheadMs = Number(process.env.GAZETTE_CLOCK_AHEAD_MS ?? 0);

if (aheadMs !== 0) {
  globalThis.Date = class extends Real {
    constructor(...given: ConstructorParameters<typeof Date> | []) {
      super(...((given.length === 0 ? [Real.now() + aheadMs] : given) as [number]));
    }
    static override now(): number {
      return Real.now() + aheadMs;
    }
  } as DateConstructor;
}
