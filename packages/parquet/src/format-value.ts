import { UNITS } from './logical.data.ts';
import type { Column } from './schema.ts';
import type { Value } from './value.ts';

/** What `Date` can hold, in seconds to either side of 1970. */
const DATE_LIMIT = 8_640_000_000_000n;

/** A value as a person writes it: `2026-01-31T12:00:00Z`, `2026-01-31`, `12.50`, bytes in hexadecimal. */
export function formatValue({ logical }: Column, value: Value): string {
  if (value instanceof Uint8Array) return formatBytes(value, logical.kind === 'uuid');
  if (typeof value !== 'bigint') return Object.is(value, -0) ? '0' : String(value);
  switch (logical.kind) {
    case 'timestamp':
      return formatInstant(value, UNITS[logical.unit], logical.utc ? 'Z' : '');
    case 'time':
      return formatInstant(value, UNITS[logical.unit], '').slice('1970-01-01T'.length);
    case 'date':
      return formatInstant(value * 86_400n, { name: 's', perSecond: 1n }, '').replace('T00:00:00', '');
    case 'decimal':
      return formatDecimal(value, logical.scale);
    default:
      return String(value);
  }
}

function formatInstant(value: bigint, unit: { name: string; perSecond: bigint }, zone: string): string {
  const part = ((value % unit.perSecond) + unit.perSecond) % unit.perSecond;
  const seconds = (value - part) / unit.perSecond;
  if (seconds > DATE_LIMIT || seconds < -DATE_LIMIT) return `${value} ${unit.name} since 1970`;
  const digits = String(unit.perSecond).length - 1;
  const fraction = String(part)
    .padStart(digits, '0')
    .replace(/(?:000)+$/, '');
  const text = new Date(Number(seconds) * 1000).toISOString().replace('.000Z', '');
  return `${text}${part === 0n ? '' : `.${fraction}`}${zone}`;
}

function formatDecimal(value: bigint, scale: number): string {
  if (scale <= 0) return String(value * 10n ** BigInt(-scale));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function formatBytes(bytes: Uint8Array, isUuid: boolean): string {
  const hex = Buffer.from(bytes).toString('hex');
  return isUuid ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : `0x${hex}`;
}
