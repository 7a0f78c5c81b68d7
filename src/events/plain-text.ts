/**
 * Whether every node, whatever its Unicode tables, sees one line of `min` to `max` code points here: well formed,
 * nothing of `UNSEEN`, no blank at either end. Not asked: normal form, since what is NFC changes with the tables'
 * version for code points assigned later. The author's screen normalizes; two texts that look alike are two texts.
 */
export function isPlainText(text: string, charactersMin: number, charactersMax: number): boolean {
  // code units bound code points from above twice over; ends work on a long text before it begins
  if (text.length > charactersMax * 2 || !text.isWellFormed()) return false;
  let characters = 0;
  let last = -1;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (isWithin(UNSEEN, point)) return false;
    if (characters === 0 && isWithin(BLANK, point)) return false;
    characters++;
    last = point;
  }
  return characters >= charactersMin && characters <= charactersMax && !isWithin(BLANK, last);
}

type Ranges = readonly (readonly [number, number])[];

/** Controls, line breaks, marks that turn the reading direction round (a name could rewrite its neighbour), non-characters of the first plane. */
const UNSEEN: Ranges = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x061c, 0x061c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
  [0xfdd0, 0xfdef],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xfffe, 0xffff],
];

/** Spaces, listed because `trim` asks tables that have changed before (U+180E). */
const BLANK: Ranges = [
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200d],
  [0x202f, 0x202f],
  [0x205f, 0x2060],
  [0x3000, 0x3000],
];

function isWithin(ranges: Ranges, point: number): boolean {
  return ranges.some(([from, to]) => point >= from && point <= to);
}
