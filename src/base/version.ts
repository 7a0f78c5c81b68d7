/** The package's version, told to peers after the hello. */
export const VERSION = "0.1.0";
