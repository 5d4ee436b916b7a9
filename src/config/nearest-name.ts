/**
 * The known name a mistyped one most likely means, or undefined when none is near: at most a third of its letters,
 * and always one, may be wrong, missing, added or swapped with their neighbour. Case does not count.
 */
export function findNearestName(typed: string, known: readonly string[]): string | undefined {
  return findNearestNames(typed, known)[0];
}

/** All that near, the nearest first. */
export function findNearestNames(typed: string, known: readonly string[]): readonly string[] {
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  return [...new Set(known)]
    .map((name) => ({ name, distance: countEdits(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
}

/** Optimal string alignment distance: insert, delete, replace, swap neighbours, each costing one. */
function countEdits(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const differs = from[row - 1] === to[column - 1] ? 0 : 1;
      const edits = [
        (rows[row - 1]?.[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (rows[row - 1]?.[column - 1] ?? 0) + differs,
      ];
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwap) edits.push((rows[row - 2]?.[column - 2] ?? 0) + 1);
      current.push(Math.min(...edits));
    }
    rows.push(current);
  }
  return rows[from.length]?.[to.length] ?? 0;
}
