/** The package's version; told to peers after the hello, so that `huzhu doctor` can name who runs another. */
export const VERSION = "0.1.0";

export const SOFTWARE = `huzhu/${VERSION}`;
