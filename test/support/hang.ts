/** How long is waited for an event: a ceiling that no busy machine reaches, only something that will never come. */
export const HANG = { timeout: 600_000, interval: 20 } as const;
