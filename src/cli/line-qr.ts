import { crc32, deflateSync } from "node:zlib";
import { encodeQR } from "qr";

/** Modules of light around the code, which scanners want. */
const BORDER = 4;
/** Pixels of a module in a picture. */
const SCALE = 6;
/** Black on white, whatever the terminal's colours are. */
const COLOURS = "\u001b[30;107m";
const PLAIN = "\u001b[0m";
const HALVES = [" ", "▄", "▀", "█"] as const;

/** The line's dark modules, row by row. Capitals take 5.5 bits each instead of 8, and are read as the same line. */
function modulesOf(line: string): readonly (readonly boolean[])[] {
  return encodeQR(line.toUpperCase(), "raw", { ecc: "low", encoding: "alphanumeric", border: BORDER });
}

/** For the terminal: two rows of modules in one line of text. */
export function qrLines(line: string): readonly string[] {
  const rows = modulesOf(line);
  return rows
    .filter((_, index) => index % 2 === 0)
    .map((upper, index) => {
      const lower = rows[2 * index + 1] ?? [];
      const halves = upper.map((isDark, at) => HALVES[(isDark ? 2 : 0) + (lower[at] === true ? 1 : 0)]);
      return COLOURS + halves.join("") + PLAIN;
    });
}

/** As a picture, black on white. */
export function qrPng(line: string): Uint8Array {
  return pngOf(modulesOf(line));
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** One bit of grey per pixel (PNG, ISO/IEC 15948): 1 is white. */
function pngOf(rows: readonly (readonly boolean[])[]): Uint8Array {
  const pixels = rows.length * SCALE;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const scanlines = rows.flatMap((row) => {
    // a scanline begins with its filter, which is none
    const scanline = new Uint8Array(1 + Math.ceil(pixels / 8));
    for (let x = 0; x < pixels; x++) {
      const byte = 1 + (x >> 3);
      if (row[Math.floor(x / SCALE)] === false) scanline[byte] = (scanline[byte] ?? 0) | (0x80 >> (x & 7));
    }
    return Array.from({ length: SCALE }, () => scanline);
  });
  const data = deflateSync(Buffer.concat(scanlines));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
