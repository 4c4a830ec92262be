// The server words its refusals itself; these say what to do next on this page.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems({
  conflict_bars: () => msg`يمنع تعارض مصالح إسناد هذه المشاركة إلى هذا المحكّم. راجع صفحة تعارض المصالح، أو اختر غيره.`,
  own_employer: () => msg`يعمل هذا المحكّم لدى الجهة صاحبة المشاركة نفسها. اختر غيره.`,
  not_on_panel: () => msg`ليس هذا المحكّم في لجنة من لجان هذه الجولة. أضفه إلى إحداها أولًا من صفحة اللجان.`,
  category_not_judged: () => msg`لا لجنة في هذه الجولة تحكّم هذه المشاركة. عدّل ما تحكّمه اللجان أولًا.`,
  on_other_panel: (facts) => msg`تحكّم هذه المشاركة «${String(facts.panel)}»، وليس هذا المحكّم من أعضائها.`,
  juror_not_accepted: () => msg`لم تُقبل دعوة هذا المحكّم بعد، فلا تُسند إليه مشاركات.`,
  pin_barred: (facts, format) =>
    msg`لا يجوز تثبيت ${format.pick(String(facts.juror_ar), String(facts.juror_en))} على المشاركة ${format.number(Number(facts.number))}: بينهما ما يمنع الإسناد.`,
  world_changed: () => msg`تغيّرت المشاركات أو المحكّمون أو التعارضات بعد إعداد هذه الخطة، فلم تُطبَّق. أعدّ خطة جديدة.`,
});
