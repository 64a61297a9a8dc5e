import { connect } from 'node:net';

import fc from 'fast-check';

import { EXTENSIONS } from '../src/views/view-api.ts';
import { VIEW_APIS } from '../src/views/views.ts';

/** What came back for bytes that were sent; without a status where the connection was closed at once. */
export interface RawAnswer {
  readonly status: number | undefined;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are and reads until the server ends the connection, or for so long if it does not. */
export function sendRaw(url: string, bytes: Buffer, patience = 20_000): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const parts: Buffer[] = [];
    const end = (): void => {
      socket.destroy();
      const text = Buffer.concat(parts).toString('latin1');
      const [head = '', ...body] = text.split('\r\n\r\n');
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
      const content = body.join('\r\n\r\n');
      // The only chunk of an answer without a body.
      const isEmpty = head.includes('Transfer-Encoding: chunked') && content.trim() === '0';
      resolve({ status: status === undefined ? undefined : Number(status), head, body: isEmpty ? '' : content });
    };
    // Event streams do not end by themselves.
    socket.setTimeout(patience, end);
    socket.on('data', (part) => {
      parts.push(part);
      if (part.includes('text/event-stream')) end();
    });
    socket.on('end', end).on('error', end);
    socket.write(bytes);
  });
}

const NAMES = [...new Set(VIEW_APIS.flatMap(({ query }) => Object.keys(query.shape)))];

/** Texts that have broken something somewhere. */
export const ODD_TEXTS = [
  ...['', ' ', '0', '-1', '1e9', 'NaN', 'null', 'undefined', 'true', '[object Object]', '__proto__', 'constructor'],
  ...[
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '%00',
    '%',
    '%zz',
    '%c0%ae',
    '%F0%9F%A6%86',
    '\u202e',
    'a\nb',
    "' OR 1=1 --",
  ],
  ...[
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    'a'.repeat(5000),
    '9'.repeat(400),
    '1,2,,3',
    '*',
    '%0d%0aX-A: b',
  ],
];

const text = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
);
const name = fc.oneof(
  { arbitrary: fc.constantFrom(...NAMES), weight: 3 },
  fc.constantFrom(
    '__proto__',
    'constructor[prototype][a]',
    '__proto__[a]',
    'a[b][c]',
    'shots[]',
    'toString',
    'hasOwnProperty',
  ),
  text,
);
const query = fc
  .array(fc.tuple(name, text, fc.boolean()), { maxLength: 6 })
  .map((pairs) =>
    pairs.map(([key, value, isCoded]) => (isCoded ? `${encoded(key)}=${encoded(value)}` : `${key}=${value}`)).join('&'),
  );
const routes = VIEW_APIS.flatMap((view) => [view.name, ...EXTENSIONS.map((extension) => `${view.name}.${extension}`)]);
const path = fc.oneof(
  { arbitrary: fc.constantFrom(...routes.map((route) => `/api/${route}`)), weight: 4 },
  fc.constantFrom(
    '/',
    '/index.html',
    '/api/events',
    '/api/',
    '/assets/',
    '/.sources',
    '*',
    'http://a/',
    '//a',
    '/api//index',
  ),
  fc
    .array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '..%2f', 'api', 'assets', 'src', 'package.json', '%5c'), {
      maxLength: 8,
    })
    .map((parts) => `/${parts.join('/')}`),
  text.map((odd) => `/api/${odd}`),
);
const method = fc.oneof(
  { arbitrary: fc.constant('GET'), weight: 8 },
  fc.constantFrom(
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PATCH',
    'CONNECT',
    'get',
    'PROPFIND',
    'NONSENSE',
  ),
);
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'If-None-Match',
      'Accept-Encoding',
      'Accept',
      'Range',
      'Cookie',
      'Origin',
      'Referer',
      'Content-Type',
      'X-Forwarded-Host',
    ),
    text,
  ),
  fc.constantFrom(
    ...[
      ['Content-Length', '-1'],
      ['Content-Length', '5'],
      ['Transfer-Encoding', 'chunked'],
      ['Transfer-Encoding', 'gzip'],
    ],
    ...[
      ['Expect', '100-continue'],
      ['Expect', 'nonsense'],
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
    ],
  ),
);

/** Requests as bytes, most of them somehow wrong. All ask the server to close the connection. */
export const hostileRequest: fc.Arbitrary<Buffer> = fc
  .tuple(
    method,
    path,
    query,
    fc.array(header, { maxLength: 4 }),
    fc.oneof({ arbitrary: fc.constant(''), weight: 9 }, text),
  )
  .map(([verb, target, asked, headers, body]) => {
    const lines = headers.map(([key, value]) => `${key}: ${value}`);
    const first = `${verb} ${target}${asked === '' ? '' : `?${asked}`} HTTP/1.1`;
    return Buffer.from([first, 'Host: 127.0.0.1', 'Connection: close', ...lines, '', body].join('\r\n'));
  });

function encoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half a surrogate pair.
    return '%ED%A0%80';
  }
}
