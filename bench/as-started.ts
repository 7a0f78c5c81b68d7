/** What `bin/huzhu.js` asks of Node for `huzhu start`. */
export const AS_STARTED = ["--max-semi-space-size=4", "--expose-gc"];
