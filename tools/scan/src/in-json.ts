/** Anything that JSON writes in another way than it is. */
const special = /[^ !#-[\]-~]/;

/** A text as it stands between the quotes of a JSON string. */
export function inJson(text: string): string {
  return special.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}
