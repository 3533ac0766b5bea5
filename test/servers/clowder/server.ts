import { randomUUID } from 'node:crypto';
import { createContentStore } from './content.ts';
import type { ContentOptions, ContentStore } from './content.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { listen } from './serve.ts';
import type { RequestLog } from './arrival.ts';
import type { Application } from './serve.ts';
import { add, createState, newId } from './state.ts';
import type { State, User } from './state.ts';
import { countState } from './twins.ts';
import type { Count } from './twins.ts';

export interface ClowderServer<Quirks = object> {
  /** Base address with the context path, without a slash at the end. */
  readonly url: string;
  /** A valid API key of an ordinary user, the first of `state.users`. */
  readonly key: string;
  readonly state: State;
  /** In order of arrival. */
  readonly requests: RequestLog[];
  /** Can be changed at any time. */
  readonly quirks: Quirks;
  readonly faults: Faults;
  /** What is there now. */
  count(): Count;
  /** Adds a person with an API key. */
  addUser(options?: NewUser): { readonly user: User; readonly key: string };
  /** The server's process dies: connections are cut and new ones refused. What it had stored stays. */
  goDown(): Promise<void>;
  /** It is started again, at the same address. */
  comeUp(): Promise<void>;
  /** Cuts all connections and removes what was spooled. */
  stop(): Promise<void>;
}

interface NewUser {
  readonly key?: string;
  readonly email?: string;
  readonly admin?: boolean;
}

export interface StartOptions<Quirks> extends ContentOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** For example `/clowder`. Default: none. */
  readonly contextPath?: string;
  /** The ordinary user's key. Default: a random one. */
  readonly key?: string;
  readonly quirks?: Partial<Quirks>;
}

/** What the handlers of one server share. */
export interface Ground<Quirks> {
  readonly state: State;
  readonly quirks: Quirks;
  readonly contents: ContentStore;
  /** Base address, known once the server listens. */
  url: string;
  /** Runs something later unless the server has stopped by then. */
  later(milliseconds: number, action: () => void): void;
}

/**
 * Starts a server with one ordinary user.
 * @param mintKey makes a key in the form of this API for a user's e-mail
 */
export async function startServer<Quirks extends object>(
  options: StartOptions<Quirks>,
  realQuirks: Quirks,
  mintKey: (email: string) => string,
  build: (ground: Ground<Quirks>) => Application,
): Promise<ClowderServer<Quirks>> {
  const state = createState();
  const faults = createFaults();
  const contents = createContentStore(options);
  const timers = new Set<NodeJS.Timeout>();
  const ground: Ground<Quirks> = {
    state,
    quirks: { ...structuredClone(realQuirks), ...options.quirks },
    contents,
    url: '',
    later(milliseconds, action) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        action();
      }, milliseconds);
      timers.add(timer);
    },
  };

  function addUser({ email, key, admin = false }: NewUser = {}): { user: User; key: string } {
    const number = state.users.size + 1;
    const user = add(state.users, {
      id: newId(),
      email: email ?? `user${number}@example.org`,
      firstName: 'User',
      lastName: `No. ${number}`,
      password: randomUUID(),
      admin,
    });
    const apiKey = key ?? mintKey(user.email);
    state.keys.set(apiKey, {
      id: newId(),
      name: 'test',
      userId: user.id,
      created: new Date(),
      expires: undefined,
    });
    return { user, key: apiKey };
  }

  const { key } = addUser(options.key === undefined ? {} : { key: options.key });
  const contextPath = (options.contextPath ?? '').replace(/^\/*(?=.)/, '/').replace(/\/+$/, '');
  const host = options.host ?? '127.0.0.1';
  let listener = await listen(build(ground), faults, { host, port: options.port ?? 0, contextPath });
  const port = Number(new URL(listener.origin).port);
  const before: RequestLog[] = [];
  ground.url = listener.origin + contextPath;
  return {
    url: ground.url,
    key,
    state,
    get requests() {
      return before.length === 0 ? listener.requests : [...before, ...listener.requests];
    },
    quirks: ground.quirks,
    faults,
    count: () => countState(state),
    addUser,
    goDown: () => listener.stop(),
    async comeUp() {
      before.push(...listener.requests);
      listener = await listen(build(ground), faults, { host, port, contextPath });
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await listener.stop();
      contents.close();
    },
  };
}
