import fc from "fast-check";

/**
 * `npm test` asks the same of one commit each time it runs; the long run asks something new, and says by which seed.
 * Tests take fast-check from here.
 */
const SEED = 20_261_122;
if (process.env["HUZHU_LONG"] === undefined) fc.configureGlobal({ seed: SEED });

export { fc };
