import type { FailureClass } from '@leat/pipe';

export interface NetworkError {
  readonly class: FailureClass;
  readonly code: string;
  /** Completes "GET https://host/path: …". */
  readonly text: string;
  readonly hint?: string;
}

const lost = { class: 'retry', code: 'connection_lost', text: 'the connection was lost' } as const;
const refused = {
  class: 'retry',
  code: 'connection_refused',
  text: 'nothing accepts connections at this address',
} as const;
const unreachable = { class: 'retry', code: 'unreachable', text: 'the host cannot be reached' } as const;
const untrusted = {
  class: 'fatal',
  code: 'certificate_untrusted',
  text: 'the certificate of the server is not trusted',
  hint: 'name the authority that signed it in NODE_EXTRA_CA_CERTS',
} as const;
const notTls = {
  class: 'fatal',
  code: 'tls_failed',
  text: 'the server does not speak TLS here',
  hint: 'the address may need http:// or another port',
} as const;

/** What the error codes of Node, the system and OpenSSL mean for a request. */
export const networkErrors: Readonly<Record<string, NetworkError>> = {
  ECONNREFUSED: refused,
  ECONNRESET: lost,
  EPIPE: lost,
  ECONNABORTED: lost,
  ERR_STREAM_PREMATURE_CLOSE: lost,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  EAI_AGAIN: {
    class: 'retry',
    code: 'name_server',
    text: 'the name server does not answer for this host name',
  },
  ENOTFOUND: {
    class: 'fatal',
    code: 'unknown_host',
    text: 'no host has this name',
    hint: 'check the address',
  },

  CERT_HAS_EXPIRED: {
    class: 'fatal',
    code: 'certificate_expired',
    text: 'the certificate of the server has expired',
  },
  CERT_NOT_YET_VALID: {
    class: 'fatal',
    code: 'certificate_untrusted',
    text: 'the certificate of the server is not valid yet',
    hint: 'check the clock of this machine',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    class: 'fatal',
    code: 'certificate_untrusted',
    text: 'the certificate of the server is for another name',
    hint: 'check the address',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_REJECTED: untrusted,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  EPROTO: notTls,

  // The answer is no HTTP: mostly plain http:// to a port that speaks TLS.
  HPE_INVALID_CONSTANT: {
    class: 'fatal',
    code: 'not_http',
    text: 'what answers there is no HTTP server',
    hint: 'the address may need https:// or another port',
  },
  HPE_HEADER_OVERFLOW: {
    class: 'fatal',
    code: 'not_http',
    text: 'the headers of the answer are too long',
  },
  ERR_PROXY_TUNNEL: {
    class: 'retry',
    code: 'proxy_refused',
    text: 'the proxy does not connect to this host',
    hint: 'see HTTPS_PROXY and NO_PROXY',
  },
};
