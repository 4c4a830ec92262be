// Whether a round comes to its end in time, in a sentence, with who has not begun.
import { Plural, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';
import type { RoundBoard } from './ProgressBoard';

function NotBegun({ count }: { count: number }) {
  return count === 0 ? null : (
    <Plural
      value={count}
      zero="بدأ الجميع."
      one="محكّم واحد لم يبدأ بعد."
      two="محكّمان لم يبدآ بعد."
      few="# محكّمين لم يبدؤوا بعد."
      many="# محكّمًا لم يبدؤوا بعد."
      other="# محكّم لم يبدؤوا بعد."
    />
  );
}

export function PaceLine({ board }: { board: RoundBoard }) {
  const { t } = useLingui();
  const format = useFormat();
  const { pace } = board;
  if (!pace || board.assigned === 0) return null;
  const recent = format.number(pace.recent, { maximumFractionDigits: 1 });
  const needed = format.number(pace.needed, { maximumFractionDigits: 1 });
  const week = pace.days >= 7;
  const words = {
    done: t`سُلّمت التقييمات كلها.`,
    on_pace: week
      ? t`الوتيرة كافية: سُلّم في اليوم ${recent} بمتوسط الأسبوع الأخير، ويكفي ${needed} في اليوم حتى الإغلاق.`
      : t`الوتيرة كافية: سُلّم في اليوم ${recent} منذ فتح الجولة، ويكفي ${needed} في اليوم حتى الإغلاق.`,
    behind: week
      ? t`الوتيرة دون المطلوب: سُلّم في اليوم ${recent} بمتوسط الأسبوع الأخير، ويلزم ${needed} في اليوم حتى الإغلاق.`
      : t`الوتيرة دون المطلوب: سُلّم في اليوم ${recent} منذ فتح الجولة، ويلزم ${needed} في اليوم حتى الإغلاق.`,
    none: week
      ? t`لم يُسلَّم تقييم في الأسبوع الأخير، ويلزم ${needed} في اليوم حتى الإغلاق.`
      : t`لم يُسلَّم تقييم بعد، ويلزم ${needed} في اليوم حتى الإغلاق.`,
  };
  return (
    <Notice tone={pace.standing === 'behind' || pace.standing === 'none' ? 'warning' : 'success'}>
      {words[pace.standing]} <NotBegun count={board.jurors_not_begun} />
    </Notice>
  );
}
