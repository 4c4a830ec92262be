// The server words its refusals itself; these carry numbers that read better formatted here.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems({
  below_meeting_quorum: (facts, format) =>
    msg`الحاضرون لهذه المشاركة ${format.number(Number(facts.present))}، والنصاب ${format.number(Number(facts.quorum))}: لا يُسجَّل شيء دونه.`,
});
