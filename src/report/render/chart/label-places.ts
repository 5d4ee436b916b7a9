// Where the names of points stand: beside, above or below, where they cover neither a point nor one another.

export interface Spot {
  /** Pixels from the top left. */
  readonly x: number;
  readonly y: number;
  /** Width of the name; 0 for a point without one. */
  readonly width: number;
}

export type Place = "right" | "left" | "top" | "bottom";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const PLACES: readonly Place[] = ["right", "left", "top", "bottom"];
const LINE = 14;
const DISTANCE = 9;

/** A place for each name, in the order given (the first choose first); undefined where none is free: better no name than a heap. */
export function placeLabels(
  spots: readonly Spot[],
  area: { readonly width: number; readonly height: number },
): readonly (Place | undefined)[] {
  const taken: Box[] = spots.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  return spots.map((spot, at) => {
    if (spot.width === 0) return undefined;
    for (const place of PLACES) {
      const box = toBox(spot, place);
      const isInside = box.left >= 0 && box.right <= area.width && box.top >= 0 && box.bottom <= area.height;
      if (!isInside || taken.some((other, index) => index !== at && overlaps(box, other))) continue;
      taken.push(box);
      return place;
    }
    return undefined;
  });
}

function toBox({ x, y, width }: Spot, place: Place): Box {
  const half = LINE / 2;
  switch (place) {
    case "right":
      return { left: x + DISTANCE, right: x + DISTANCE + width, top: y - half, bottom: y + half };
    case "left":
      return { left: x - DISTANCE - width, right: x - DISTANCE, top: y - half, bottom: y + half };
    case "top":
      return { left: x - width / 2, right: x + width / 2, top: y - DISTANCE - LINE, bottom: y - DISTANCE };
    case "bottom":
      return { left: x - width / 2, right: x + width / 2, top: y + DISTANCE, bottom: y + DISTANCE + LINE };
  }
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
