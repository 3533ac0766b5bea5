import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';

/*
 * Import this file dynamically: it loads yaml, which is not needed where there is no file. The package itself
 * cannot be the one that is imported dynamically: it is CommonJS, and a bundle then has its default export only.
 */

export interface Position {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** What leat.yaml may hold: text (as it stands in the file), lists and mappings. */
export type Tree = Position &
  (
    | { readonly kind: 'nothing' }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'list'; readonly items: readonly Tree[] }
    | { readonly kind: 'mapping'; readonly entries: readonly Entry[] }
  );

export interface Entry extends Position {
  readonly key: string;
  readonly value: Tree;
}

/** `code` is one of the error codes of the yaml package, or `ANCHOR` or `ALIAS`. */
export interface YamlFault extends Position {
  readonly code: string;
  /** The key, where the same one comes twice. */
  readonly key?: string;
}

/**
 * Reads YAML without guessing types: ids such as `0123`, `1e5` and `5e1234` stay the text that they are. The
 * failsafe schema of YAML 1.2 (chapter 10.1) knows no numbers.
 */
export function parseYaml(text: string): { tree: Tree; faults: readonly YamlFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    stringKeys: true,
    lineCounter: lines,
    // Its messages quote the line, which may hold a secret.
    prettyErrors: false,
    // With 'silent' a second document is ignored without a word.
    logLevel: 'error',
  });
  // Each bracket that is not closed is a fault of its own at the end: one of them says it.
  const places = Map.groupBy([...document.errors, ...document.warnings], ({ pos: [offset] }) => offset);
  const faults = [...places].map(([offset, [first]]) => {
    const { code } = first!;
    const key = code === 'DUPLICATE_KEY' ? /^[\w-]+/.exec(text.slice(offset))?.[0] : undefined;
    return { code, ...position(lines, offset), ...(key === undefined ? {} : { key }) };
  });
  return {
    tree: toTree(document.contents, lines),
    faults: [...faults, ...anchors(document, lines)],
  };
}

function anchors(document: Document.Parsed, lines: LineCounter): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Node: (_, node) => {
      const at = position(lines, node.range?.[0] ?? 0);
      if (isAlias(node)) faults.push({ code: 'ALIAS', ...at });
      else if (node.anchor !== undefined) faults.push({ code: 'ANCHOR', ...at });
    },
  });
  return faults;
}

function toTree(node: Node | null, lines: LineCounter): Tree {
  const at = position(lines, node?.range?.[0] ?? 0);
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      ...position(lines, key.range?.[0] ?? 0),
      value: toTree(value, lines),
    }));
    return { kind: 'mapping', entries, ...at };
  }
  if (isSeq<Node>(node)) return { kind: 'list', items: node.items.map((item) => toTree(item, lines)), ...at };
  if (!isScalar(node)) return { kind: 'nothing', ...at };
  const text = String(node.value);
  // The nulls of YAML's core schema (10.3.2); in quotes they are texts.
  const isNull = node.type === 'PLAIN' && /^(?:|~|null|Null|NULL)$/.test(text);
  return isNull ? { kind: 'nothing', ...at } : { kind: 'text', text, ...at };
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  // An empty text has no first line for the counter.
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
