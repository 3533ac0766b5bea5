import { statusFailure, type Http, type HttpAnswer } from '@leat/http';
import { Failure } from '@leat/pipe';

/** What answers say about the account as a whole, and what helps. */
const ACCOUNT_TROUBLE: Readonly<Record<string, string>> = {
  'Terms of Service not accepted': 'accept them on the web page of the server',
  'Account is not activated': 'ask an administrator of the server to activate it',
  'Account is ReadOnly': 'ask an administrator of the server for the right to write',
  'User is Read-Only': 'ask an administrator of the server for the right to write',
  Disabled: 'ask an administrator of the server',
};

/**
 * What a refusal of Clowder 1 means. Its 401 says that the key is unknown, that a permission is missing, or that
 * there is no such id: permissions are checked before existence. So the account is asked for once more.
 */
export function judgeV1(http: Http, base: string): (answer: HttpAnswer) => Promise<Failure> {
  return async (answer) => {
    const trouble = accountTrouble(answer);
    if (trouble !== undefined) return trouble;
    if (answer.status === 404) return refusal('not_found', answer, 'it may have been deleted on the server');
    if (answer.status === 403) return refusal('no_permission', answer, 'the account lacks a right there');
    if (answer.status !== 401) return statusFailure(answer);
    const me = await http.send({ url: `${base}/me` });
    if (me.status === 401) return accountTrouble(me) ?? badToken(me);
    return refusal('no_permission', answer, 'the account lacks a right there, or there is no such id');
  };
}

/** The account as such cannot do what it is asked to. */
export function accountTrouble(answer: HttpAnswer): Failure | undefined {
  const text = answer.excerpt();
  const hint = ACCOUNT_TROUBLE[text];
  if (hint === undefined) return undefined;
  return new Failure('fatal', 'account', `${answer.request}: ${answer.status}: ${text}`, { hint });
}

export function badToken({ request, status }: HttpAnswer): Failure {
  return new Failure('fatal', 'bad_token', `${request}: ${status}: the server does not know this API key`, {
    hint: 'copy it again from the profile page of the server; leat reads CLOWDER_TOKEN or CLOWDER_TOKEN_FILE',
  });
}

function refusal(code: string, answer: HttpAnswer, hint?: string): Failure {
  return new Failure('reject', code, statusFailure(answer).message, { hint });
}
