/**
 * What each server would change in a name. Clowder 1 (Play 2.2.6) drops colons, cuts at backslashes, stumbles over
 * quotes, trims blanks at the ends, and takes what stands before "__" in the name of a .ptm file for flags; it
 * also trims the names of folders. Clowder 2 reads quotes and backslashes in its own way.
 */
export const unsafeNames = {
  v1: { file: /[\p{Cc}":\\]|^ +| +$|_(?=_[^]*\.ptm$)/giu, folder: /\p{Cc}|^ +| +$/gu },
  v2: { file: /[\p{Cc}"\\]/gu, folder: /\p{Cc}/gu },
} as const;
