// Small pictures as SVG text: mountains, loaves, still lifes. Pure: the same id gives the same drawing.

import type { Theme } from "./cast.ts";
import { toBetween, toChoice, toHash } from "./random.ts";

type Palette = readonly [sky: string, glow: string, far: string, middle: string, near: string, accent: string];

const PALETTES: Readonly<Record<Theme, readonly Palette[]>> = {
  outdoor: [
    ["#1f3b57", "#f3b27a", "#6d7f97", "#3d5470", "#16263a", "#f8e3c0"],
    ["#9cc4de", "#f6efe2", "#86a6b8", "#4f7466", "#24413a", "#fff6d8"],
    ["#3a2c4d", "#e8816b", "#7a5a79", "#4a3a5d", "#1d1830", "#ffd9a8"],
    ["#cfdbe2", "#ffffff", "#a7b9c4", "#6f8894", "#33474f", "#f2c14e"],
  ],
  bakery: [
    ["#2f2119", "#b9855a", "#c58a4a", "#8a5527", "#40281a", "#f0d2a0"],
    ["#efe4d3", "#fffaf0", "#d49a58", "#a2652e", "#c9b79c", "#fbe8c6"],
    ["#45372c", "#d9a878", "#b9773a", "#7c4a20", "#2a1d15", "#f6ddb2"],
  ],
  culture: [
    ["#e9e2d6", "#fbf7ef", "#c8553d", "#2f4858", "#d8cbb7", "#f2b134"],
    ["#23303d", "#50677c", "#e4b363", "#ef6461", "#18222c", "#e8e9eb"],
    ["#d5dee2", "#f7fafb", "#5b8e7d", "#8cb369", "#b7c4c9", "#bc4b51"],
  ],
};

export function drawScene(id: string, theme: Theme, width: number, height: number): string {
  const palette = toChoice(PALETTES[theme], "palette", id);
  const bake = toHash("table", id) % 5 < 2 ? drawPlate : drawLoaves;
  const scene = theme === "outdoor" ? drawMountains : theme === "bakery" ? bake : drawStillLife;
  const [sky, glow] = palette;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1080 1080" preserveAspectRatio="xMidYMid slice">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0.15" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${glow}"/></linearGradient>
<radialGradient id="light" cx="${round(toBetween(0.15, 0.85, "light", id))}" cy="0.2" r="0.9"><stop offset="0" stop-color="#fff" stop-opacity=".35"/><stop offset="1" stop-color="#000" stop-opacity=".28"/></radialGradient>
<radialGradient id="shade"><stop offset=".75" stop-color="#000"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
<radialGradient id="halo"><stop offset=".5" stop-color="${glow}"/><stop offset="1" stop-color="${glow}" stop-opacity="0"/></radialGradient>
</defs>
<rect x="-200" y="-200" width="1480" height="1480" fill="url(#sky)"/>
${scene(id, palette)}
<rect x="-200" y="-200" width="1480" height="1480" fill="url(#light)"/>
</svg>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function drawMountains(id: string, [, , far, middle, near, accent]: Palette): string {
  const sunX = toBetween(180, 900, "sun x", id);
  const sunY = toBetween(180, 430, "sun y", id);
  const ridges = [far, mix(far, middle), middle, mix(middle, near), near].map((colour, layer) => {
    const base = 430 + layer * 150;
    const points = Array.from({ length: 15 }, (_, step) => {
      const rough = 190 - layer * 26;
      return `${step * 106 - 200},${round(base - toBetween(0, rough, "ridge", id, layer, step) - (step % 3 === layer % 3 ? rough * 0.5 : 0))}`;
    });
    return `<polygon points="-200,1400 ${points.join(" ")} 1400,1400" fill="${colour}"/>`;
  });
  const tent =
    toHash("tent", id) % 3 === 0
      ? `<path d="M430 1000 l90 -130 l90 130 z" fill="${accent}"/><path d="M520 870 l24 130 h-48 z" fill="${near}"/>`
      : "";
  return `<circle cx="${round(sunX)}" cy="${round(sunY)}" r="180" fill="url(#halo)" opacity=".55"/><circle cx="${round(sunX)}" cy="${round(sunY)}" r="64" fill="${accent}"/>${ridges.join("")}${tent}`;
}

function drawLoaves(id: string, [, , crust, dark, table, crumb]: Palette): string {
  const count = 1 + (toHash("loaves", id) % 3);
  const loaves = Array.from({ length: count }, (_, nth) => {
    const x = 540 + (nth - (count - 1) / 2) * 330 + toBetween(-40, 40, "x", id, nth);
    const y = 720 + (nth % 2) * 90;
    const [rx, ry] = [toBetween(190, 270, "rx", id, nth), toBetween(120, 175, "ry", id, nth)];
    const cuts = [-0.45, 0, 0.45].map(
      (at) =>
        `<path d="M${round(x + at * rx - 46)} ${round(y - ry * 0.15)} q46 ${round(-ry * 0.75)} 104 ${round(-ry * 0.55)}" stroke="${crumb}" stroke-width="17" stroke-linecap="round" fill="none" opacity=".85"/>`,
    );
    return `<ellipse cx="${round(x)}" cy="${round(y + ry * 0.85)}" rx="${round(rx * 1.05)}" ry="34" fill="url(#shade)" opacity=".35"/><ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${crust}"/><ellipse cx="${round(x)}" cy="${round(y + ry * 0.3)}" rx="${round(rx * 0.93)}" ry="${round(ry * 0.7)}" fill="${dark}" opacity=".4"/>${cuts.join("")}`;
  });
  const cup =
    toHash("cup", id) % 2 === 0
      ? `<rect x="120" y="520" width="170" height="150" rx="26" fill="${crumb}"/><ellipse cx="205" cy="524" rx="85" ry="24" fill="${dark}"/><path d="M290 560 q70 0 60 52 t-64 40" stroke="${crumb}" stroke-width="20" fill="none"/>`
      : "";
  return `<rect x="-200" y="660" width="1480" height="760" fill="${table}"/><ellipse cx="540" cy="660" rx="900" ry="60" fill="url(#shade)" opacity=".16"/>${cup}${loaves.join("")}`;
}

/** Seen from above: a plate with rolls, or a cup with its saucer. */
function drawPlate(id: string, [, , crust, dark, table, crumb]: Palette): string {
  const rolls = Array.from({ length: 2 + (toHash("rolls", id) % 3) }, (_, nth) => {
    const angle = toBetween(0, 0.9, "turn", id) + nth * 1.7;
    const [x, y] = [round(540 + Math.cos(angle) * 190), round(560 + Math.sin(angle) * 190)];
    const rings = [130, 96, 62, 28].map(
      (radius, ring) =>
        `<circle cx="${x + ring * 4}" cy="${y + ring * 3}" r="${radius}" fill="${ring % 2 === 0 ? crust : dark}"/>`,
    );
    return `<circle cx="${x + 14}" cy="${y + 20}" r="138" fill="url(#shade)" opacity=".3"/>${rings.join("")}`;
  });
  const coffee = `<circle cx="540" cy="560" r="250" fill="${crust}"/><circle cx="540" cy="560" r="218" fill="${dark}"/><path d="M540 400 q120 130 0 290 q-120 -160 0 -290 z" fill="${crumb}" opacity=".85"/>`;
  const inside = toHash("coffee", id) % 3 === 0 ? coffee : rolls.join("");
  return `<rect x="-200" y="-200" width="1480" height="1480" fill="${table}"/><circle cx="556" cy="590" r="440" fill="url(#shade)" opacity=".3"/><circle cx="540" cy="560" r="430" fill="${crumb}"/><circle cx="540" cy="560" r="350" fill="#fff" opacity=".35"/>${inside}`;
}

function drawStillLife(id: string, [, , warm, cool, ground, accent]: Palette): string {
  const colours = [warm, cool, accent];
  const shapes = Array.from({ length: 6 }, (_, nth) => {
    const colour = colours[nth % colours.length] ?? warm;
    const [x, y, size] = [
      toBetween(60, 820, "x", id, nth),
      toBetween(160, 700, "y", id, nth),
      toBetween(110, 330, "size", id, nth),
    ].map(round) as [number, number, number];
    const kind = toHash("shape", id, nth) % 4;
    if (kind === 0)
      return `<circle cx="${x + 120}" cy="${y}" r="${round(size / 1.7)}" fill="${colour}" opacity=".86"/>`;
    if (kind === 1)
      return `<rect x="${x}" y="${y}" width="${size}" height="${round(size * 1.5)}" fill="${colour}" opacity=".88"/>`;
    if (kind === 2)
      return `<path d="M${x} ${y + size} a${round(size / 2)} ${size} 0 0 1 ${size} 0 z" fill="${colour}" opacity=".9"/>`;
    return `<path d="M${x} ${y + size} l${round(size / 2)} ${-size} l${round(size / 2)} ${size} z" fill="${colour}" opacity=".84"/>`;
  });
  return `<rect x="-200" y="830" width="1480" height="600" fill="${ground}"/>${shapes.join("")}<rect x="-200" y="826" width="1480" height="8" fill="#000" opacity=".12"/>`;
}

function mix(first: string, second: string): string {
  const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const blended = [1, 3, 5].map((at) => Math.round((channel(first, at) + channel(second, at)) / 2));
  return `#${blended.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
