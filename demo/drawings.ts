import type { IconName, Theme } from "./content/model.ts";
import { type Html, trusted } from "./html.ts";

/** The town's mark: a belfry on its ground line. Drawn for 64 x 64; the colours are the town's. */
export const BELFRY_MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Ville de Démo">' +
  '<rect width="64" height="64" rx="14" fill="#164e5c"/>' +
  '<path fill="#f7efe0" d="M32 5l11 17H21zM20 23h24v3H20zM22 27h20v9H22zM24 38h16v18H24z"/>' +
  '<path fill="#164e5c" d="M26 35v-4a2.5 2.5 0 0 1 5 0v4zM33 35v-4a2.5 2.5 0 0 1 5 0v4zM29.500 56v-6a2.500 2.500 0 0 1 5 0v6z"/>' +
  '<circle cx="32" cy="43.500" r="3.600" fill="#c98a3e"/><path fill="#c98a3e" d="M14 56h36v3H14z"/></svg>';

/** The same mark without its background, for the header, where the name stands beside it. */
export function belfryLogo(): Html {
  return trusted(
    '<svg class="belfry" viewBox="0 0 56 88" width="56" height="88" aria-hidden="true" focusable="false">' +
      '<path class="belfry-roof" d="M28 2l3 9 12 17H13l12-17z"/>' +
      '<path class="belfry-stone" d="M11 28h34v5H11zM14 33h28v17H14zM12 50h32v4H12zM15 54h26v28H15zM7 82h42v4H7z"/>' +
      '<path class="belfry-arch" d="M18 50v-8a4 4 0 0 1 8 0v8zM30 50v-8a4 4 0 0 1 8 0v8zM23.500 82v-9a4.500 4.500 0 0 1 9 0v9z"/>' +
      '<circle class="belfry-clock" cx="28" cy="62" r="5"/><path class="belfry-hand" d="M28 58.500V62h2.600"/></svg>',
  );
}

/** The wide picture of the home page: hills, river, roofs, belfry. 1200 x 460. */
export function townScene(): string {
  const houses = HOUSES.map(([x, width, height, wall, roof]) =>
    house(x, 330 - height, width, height, wall, roof),
  ).join("");
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -40 1200 460" preserveAspectRatio="xMidYMax slice">' +
    '<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#cfe3e6"/>' +
    '<stop offset="1" stop-color="#fbf1de"/></linearGradient></defs>' +
    '<path fill="url(#s)" d="M0 -40h1200v460H0z"/><circle cx="930" cy="104" r="44" fill="#f6d79a"/>' +
    '<path fill="#fff" opacity=".75" d="M120 92c10-22 46-24 56-4 22-8 40 4 40 20H96c0-12 12-18 24-16zM640 62c8-18 38-20 46-3 18-7 33 3 33 16h-99c0-10 10-15 20-13z"/>' +
    '<path fill="#a9c3b4" d="M0 250c140-66 250-70 400-22s260 34 420-20 260-40 380 4v208H0z"/>' +
    '<path fill="#86ab97" d="M0 286c180-44 320-30 470 0s320 14 460-16 200-14 270 0v150H0z"/>' +
    `${trees()}${houses}${tower(560, 62)}` +
    '<path fill="#d9cbb0" d="M0 330h1200v16H0z"/><path fill="#b7a684" d="M0 346h1200v10H0z"/>' +
    '<path fill="#4f8a98" d="M0 356h1200v64H0z"/><g stroke="#8fbac2" stroke-width="3" stroke-linecap="round" opacity=".7">' +
    '<path d="M60 376h90M210 396h60M330 372h120M520 398h80M690 378h110M880 400h70M990 374h120M1130 394h50"/></g>' +
    `${barge(150)}</svg>`
  );
}

const HOUSES: ReadonlyArray<readonly [number, number, number, string, string]> = [
  [0, 74, 92, "#e9d8b8", "#a4503c"],
  [74, 58, 118, "#d8b48f", "#7f3f33"],
  [132, 66, 84, "#f2e6cf", "#96483a"],
  [198, 54, 126, "#cfae86", "#6f3a31"],
  [252, 78, 98, "#efe0c2", "#a4503c"],
  [330, 60, 132, "#dcc09a", "#884538"],
  [390, 70, 104, "#f4ead6", "#99493a"],
  [460, 62, 120, "#d3b38b", "#7a3d33"],
  [640, 66, 124, "#ead9ba", "#95483a"],
  [706, 58, 100, "#d6b68f", "#7f3f33"],
  [764, 76, 130, "#f3e8d2", "#a4503c"],
  [840, 56, 96, "#cda980", "#6f3a31"],
  [896, 70, 120, "#ecdcbd", "#8c4538"],
  [966, 62, 90, "#d9bd97", "#9b4b3b"],
  [1028, 58, 128, "#f1e4cb", "#7a3d33"],
  [1086, 66, 102, "#d2b088", "#a4503c"],
  [1152, 48, 116, "#ead9ba", "#85412f"],
];

function house(x: number, y: number, width: number, height: number, wall: string, roof: string): string {
  const middle = x + width / 2;
  let windows = "";
  for (let row = y + 18; row < y + height - 34; row += 28) {
    for (const share of [0.2, 0.58]) {
      windows += `<path fill="#5b7480" d="M${Math.round(x + width * share)} ${row}h13v17h-13z"/>`;
    }
  }
  return (
    `<path fill="${wall}" d="M${x} ${y}h${width}v${height}h-${width}z"/>` +
    `<path fill="${roof}" d="M${x - 3} ${y}L${middle} ${y - 34}L${x + width + 3} ${y}z"/>${windows}` +
    `<path fill="${roof}" d="M${Math.round(middle - 7)} ${y + height - 24}h14v24h-14z"/>`
  );
}

function tower(x: number, y: number): string {
  return (
    `<g transform="translate(${x} ${y})"><path fill="#3c5563" d="M38 -56l4 16 26 54H8l26-54z"/>` +
    '<path fill="#d9c39c" d="M4 14h68v10H4zM10 24h56v54H10zM2 78h72v10H2zM8 88h60v180H8z"/>' +
    '<path fill="#b89d72" d="M52 88h16v180H52zM54 24h12v54H54z"/>' +
    '<path fill="#3c4a54" d="M17 72V48a9 9 0 0 1 18 0v24zM41 72V48a9 9 0 0 1 18 0v24zM27 268v-34a11 11 0 0 1 22 0v34z"/>' +
    '<path fill="#c98a3e" d="M21 68c0-10 2-14 5-14s5 4 5 14zM45 68c0-10 2-14 5-14s5 4 5 14z"/>' +
    '<circle cx="38" cy="122" r="18" fill="#fffaf0" stroke="#3c5563" stroke-width="4"/>' +
    '<path d="M38 110v12l8 5" fill="none" stroke="#3c5563" stroke-width="3.500" stroke-linecap="round"/>' +
    '<path fill="#3c4a54" d="M32 168h12v26H32z"/><path stroke="#3c5563" stroke-width="3" d="M38 -56v-20"/>' +
    '<path fill="#a4503c" d="M39 -76l18 6-18 7z"/></g>'
  );
}

function trees(): string {
  return [
    [508, 296],
    [540, 306],
    [652, 300],
    [22, 318],
    [1180, 316],
  ]
    .map(
      ([x, y]) =>
        `<path fill="#6d4f3b" d="M${Number(x) - 2} ${y}h5v36h-5z"/><circle cx="${x}" cy="${y}" r="21" fill="#4f7f63"/>`,
    )
    .join("");
}

function barge(x: number): string {
  return (
    `<g transform="translate(${x} 366)"><path fill="#7a3d33" d="M0 6h150l-12 22H14z"/><path fill="#f3e8d2" d="M84 -10h40V6H84z"/>` +
    '<path fill="#5b7480" d="M90 -6h9v8h-9zM106 -6h9v8h-9z"/><path fill="#c98a3e" d="M10 -2h62v8H10z"/></g>'
  );
}

const SCENES: Record<Theme, { ground: string; sky: string; shapes: string }> = {
  mairie: {
    sky: "#d7e6e8",
    ground: "#164e5c",
    shapes:
      '<path fill="#f4ead6" d="M110 96h180v94H110z"/><path fill="#a4503c" d="M98 96l102-56 102 56z"/><path fill="#164e5c" d="M130 118h18v72h-18zM166 118h18v72h-18zM216 118h18v72h-18zM252 118h18v72h-18z"/><circle cx="200" cy="76" r="11" fill="#c98a3e"/><path fill="#d9c39c" d="M92 190h216v12H92z"/>',
  },
  travaux: {
    sky: "#fbe8c8",
    ground: "#7a5b3a",
    shapes:
      '<path fill="#c98a3e" d="M150 190L200 76l50 114z"/><path fill="#fff" d="M183 116h34l10 22h-54zM166 156h68l9 20h-86z"/><path fill="#3c4a54" d="M128 190h144v12H128z"/><path fill="none" stroke="#164e5c" stroke-width="12" d="M40 214h150v-22M360 214H240"/>',
  },
  culture: {
    sky: "#efdfe0",
    ground: "#7c3444",
    shapes:
      '<path fill="#7a3d33" d="M194 36h12v22h-12z"/><path fill="#c98a3e" d="M200 54c46 0 54 52 56 84 1 18 10 26 20 36H124c10-10 19-18 20-36 2-32 10-84 56-84z"/><path fill="#a46a26" d="M118 172h164v14H118z"/><circle cx="200" cy="196" r="14" fill="#7a3d33"/><path fill="none" stroke="#7c3444" stroke-width="5" stroke-linecap="round" d="M88 96c-14 22-14 50 0 72M312 96c14 22 14 50 0 72M64 84c-20 30-20 66 0 96M336 84c20 30 20 66 0 96"/>',
  },
  enfance: {
    sky: "#e3ecd2",
    ground: "#56713a",
    shapes:
      '<path fill="#f4ead6" d="M120 102h160v92H120z"/><path fill="#a4503c" d="M108 104l92-52 92 52z"/><path fill="#4f8a98" d="M138 126h30v28h-30zM232 126h30v28h-30zM186 140h28v54h-28z"/><circle cx="92" cy="176" r="20" fill="#c98a3e"/><path stroke="#7a3d33" stroke-width="3" d="M310 196V96"/><path fill="#c0563f" d="M310 96l34 12-34 13z"/>',
  },
  nature: {
    sky: "#d5e8e0",
    ground: "#2f6350",
    shapes:
      '<circle cx="312" cy="66" r="26" fill="#f6d79a"/><ellipse cx="190" cy="196" rx="150" ry="24" fill="#4f8a98"/><path stroke="#3f6b3f" stroke-width="6" stroke-linecap="round" d="M92 200V92M108 200V118M76 200v-70M300 200v-84M284 200v-58"/><path fill="#6d4f3b" d="M88 76h8v32h-8zM104 102h8v30h-8zM296 100h8v32h-8z"/><path stroke="#d9f0ee" stroke-width="4" stroke-linecap="round" d="M150 190h50M210 204h36"/>',
  },
  sport: {
    sky: "#dbe6f1",
    ground: "#345d86",
    shapes:
      '<path fill="#c0563f" d="M60 206c0-52 60-92 140-92s140 40 140 92z"/><path fill="none" stroke="#fff" stroke-width="5" d="M92 206c4-36 50-66 108-66s104 30 108 66M124 206c4-22 36-42 76-42s72 20 76 42"/><circle cx="268" cy="74" r="28" fill="#f3e8d2"/><path fill="none" stroke="#345d86" stroke-width="4" d="M242 66c18 8 34 8 52 0M268 46c-8 18-8 38 0 56"/>',
  },
  solidarite: {
    sky: "#f5e3d4",
    ground: "#a4503c",
    shapes:
      '<path fill="#c0563f" d="M200 190c-60-40-86-66-86-96 0-24 18-40 40-40 20 0 36 12 46 32 10-20 26-32 46-32 22 0 40 16 40 40 0 30-26 56-86 96z"/><path fill="#fff" d="M190 92h20v22h22v20h-22v22h-20v-22h-22v-20h22z"/>',
  },
};

/** The picture of a news theme, 400 x 240: flat shapes on a ground of the theme's colour. */
export function themeScene(theme: Theme): string {
  const { sky, ground, shapes } = SCENES[theme];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 240"><path fill="${sky}" d="M0 0h400v240H0z"/>` +
    `<path fill="${ground}" opacity=".18" d="M0 160c90-34 170-30 240-8s110 16 160 0v88H0z"/>` +
    `<path fill="${ground}" d="M0 200c120-14 260-14 400 0v40H0z"/>${shapes}</svg>`
  );
}

const ICONS: Record<IconName, string> = {
  acte: '<path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7"/>',
  plan: '<path d="M4 20h16M6 20V9l6-5 6 5v11M10 20v-6h4v6"/>',
  enfant: '<circle cx="12" cy="7" r="3.500"/><path d="M5 21c0-5 3-8 7-8s7 3 7 8"/>',
  tri: '<path d="M5 7h14l-1.500 14h-11zM9 7V4h6v3M10 11v6M14 11v6"/>',
  main: '<path d="M12 20c-5-3.500-8-6.500-8-10a4.200 4.200 0 0 1 8-2 4.200 4.200 0 0 1 8 2c0 3.500-3 6.500-8 10z"/>',
  urne: '<path d="M4 11h16v10H4zM8 11l2-8 7 2-1.500 6M9 15h6"/>',
  livre: '<path d="M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2zM12 6v14"/>',
  sport: '<circle cx="12" cy="12" r="9"/><path d="M3.500 9c5 3 12 3 17 0M12 3c-3 5-3 13 0 18"/>',
  bus: '<path d="M5 4h14v13H5zM5 11h14M8 17v3M16 17v3"/><path d="M8.500 14h.1M15.500 14h.1"/>',
  maison: '<path d="M3 11l9-7 9 7M6 9v11h12V9M10 20v-5h4v5"/>',
  bouclier: '<path d="M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4"/>',
  fleur: '<path d="M12 21V11M12 16c-4 0-6-2-6-5 4 0 6 2 6 5zM12 14c0-4 2-6 6-7 0 4-2 7-6 7z"/>',
  calendrier: '<path d="M4 6h16v15H4zM4 10h16M8 3v5M16 3v5"/>',
  loupe: '<circle cx="10.500" cy="10.500" r="6.500"/><path d="M15.500 15.500L21 21"/>',
  personne: '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 3.500-7 8-7s8 2 8 7"/>',
  lettre: '<path d="M3 6h18v13H3zM3 7l9 7 9-7"/>',
  telephone:
    '<path d="M6 3h4l2 5-2.500 2a12 12 0 0 0 5 5L16.500 12l4.500 2v4c0 2-1 3-3 3C10 21 3 14 3 6c0-2 1-3 3-3z"/>',
  repere: '<path d="M12 21c-4-5-7-8-7-12a7 7 0 0 1 14 0c0 4-3 7-7 12z"/><circle cx="12" cy="9" r="2.500"/>',
  fleche: '<path d="M5 12h14M13 6l6 6-6 6"/>',
  document: '<path d="M6 3h9l4 4v14H6zM15 3v4h4M9 17v-4h2a1.500 1.500 0 0 1 0 3H9"/>',
  euro: '<path d="M18 7a6.500 6.500 0 1 0 0 10M4 10.500h9M4 13.500h9"/>',
};

export function icon(name: IconName): Html {
  return trusted(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${ICONS[name]}</svg>`,
  );
}
