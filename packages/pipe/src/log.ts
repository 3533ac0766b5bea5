import { mask } from '@leat/config';
import type { Writable } from 'node:stream';

type Level = 'debug' | 'info' | 'warn' | 'error';

export interface LogRules {
  readonly tool: string;
  readonly format: 'human' | 'json';
  /** Nothing below this level is written; the summary always is. */
  readonly least: Level;
  /** Called before every line, to take the progress line away. */
  beforeLine(): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The last line of a run: a sentence for people, fields for programs. */
  summary(sentence: string, fields: LogFields): void;
}

const ORDER: readonly Level[] = ['debug', 'info', 'warn', 'error'];

/**
 * Lines on stderr: sentences on a terminal, NDJSON elsewhere. Every line passes through the mask, so a
 * secret that found its way into a message does not get out.
 */
export function openLog(stream: Writable, rules: LogRules): Log {
  // Whoever read our messages has gone: that is no reason to stop the work.
  stream.on('error', () => {});

  const write = (level: Level, message: string, fields: LogFields): void => {
    rules.beforeLine();
    stream.write(
      `${mask(rules.format === 'json' ? jsonLine(rules.tool, level, message, fields) : humanLine(rules.tool, level, message, fields))}\n`,
    );
  };
  const at =
    (level: Level) =>
    (message: string, fields: LogFields = {}): void => {
      if (ORDER.indexOf(level) >= ORDER.indexOf(rules.least)) write(level, message, fields);
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    summary: (sentence, fields) =>
      write('info', rules.format === 'json' ? 'summary' : sentence, rules.format === 'json' ? fields : {}),
  };
}

function jsonLine(tool: string, level: Level, message: string, fields: LogFields): string {
  return JSON.stringify({ time: new Date().toISOString(), level, tool, msg: message, ...fields });
}

function humanLine(tool: string, level: Level, message: string, fields: LogFields): string {
  const tag = level === 'warn' ? 'warning: ' : level === 'error' ? 'error: ' : '';
  const key = typeof fields['key'] === 'string' ? `${fields['key']}: ` : '';
  const hint = typeof fields['hint'] === 'string' ? ` (${fields['hint']})` : '';
  return `leat-${tool}: ${tag}${key}${message}${hint}`
    .replaceAll('\n', ' ')
    .replaceAll(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
