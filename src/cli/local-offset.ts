/** This machine's present offset from UTC, in minutes. */
export function localOffsetMinutes(): number {
  // Subtracted, since the negative of 0 is -0, which nothing encodes.
  return 0 - new Date().getTimezoneOffset();
}
