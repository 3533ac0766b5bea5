import { statusFailure, type HttpAnswer } from '@leat/http';
import { Failure } from '@leat/pipe';

/** What a refusal of Clowder 2 means. */
export function judgeV2(answer: HttpAnswer): Failure {
  const failure = statusFailure(answer);
  if (answer.status === 401) return badToken(failure.message);
  if (answer.status === 403)
    return new Failure('reject', 'no_permission', failure.message, {
      hint: 'the account lacks a right there',
    });
  if (answer.status === 404)
    return new Failure('reject', 'not_found', failure.message, {
      hint: 'it may have been deleted on the server, or the account may not see it',
    });
  return failure;
}

/** Keys of Clowder 2 end after half an hour unless they are made to last. */
function badToken(message: string): Failure {
  const hint = /expired/i.test(message)
    ? 'keys last 30 minutes by default; one made with POST /api/v2/users/keys?name=leat&mins=0 does not end'
    : 'it may have expired (keys last 30 minutes by default): POST /api/v2/users/keys?name=leat&mins=0 makes one that does not end';
  return new Failure('fatal', 'bad_token', message, { hint });
}
