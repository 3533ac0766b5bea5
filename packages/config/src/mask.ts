const SHORTEST = 4;

const hidden = new Set<string>();
let pattern: RegExp | undefined;

/** From now on `mask` takes this text out. Shorter than four letters it would take out half of any message. */
export function hide(secret: string): void {
  if (secret.length < SHORTEST) return;
  for (const form of forms(secret)) hidden.add(form);
  pattern = undefined;
}

/** Replaces every secret that was loaded in this process by `***`, also where it is encoded. */
export function mask(text: string): string {
  if (hidden.size === 0) return text;
  // The longest first: one secret may be the beginning of another.
  pattern ??= new RegExp(
    [...hidden]
      .toSorted((a, b) => b.length - a.length)
      .map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
      .join('|'),
    'g',
  );
  return text.replaceAll(pattern, '***');
}

/** As it stands, in JSON, in an address, in a form, in Base64: the ways in which a secret gets into a message. */
function forms(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replaceAll('=', '');
  // A lone surrogate, which encodeURIComponent refuses, is written as U+FFFD by everything that encodes.
  const inAddress = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    inAddress,
    lowerEscapes(inAddress),
    inForm,
    lowerEscapes(inForm),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ];
}

function lowerEscapes(encoded: string): string {
  return encoded.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}
