// How many may be at work at once, where one that only waits gives its place to another meanwhile.

export interface Seats {
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
  /** Called by somebody seated: stands up while waiting, and is the next to sit down after. */
  readonly leave: <T>(wait: () => Promise<T>) => Promise<T>;
}

export function createSeats(count: number): Seats {
  let free = count;
  const queue: (() => void)[] = [];
  const sit = async (isBack: boolean): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    if (isBack) queue.unshift(resolve);
    else queue.push(resolve);
    await promise;
  };
  const rise = (): void => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async take(work) {
      await sit(false);
      try {
        return await work();
      } finally {
        rise();
      }
    },
    async leave(wait) {
      rise();
      try {
        return await wait();
      } finally {
        await sit(true);
      }
    },
  };
}
