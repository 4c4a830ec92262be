// What waits for the organiser, in words.
import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { components } from '../../../shared/api/schema';

type Waiting = components['schemas']['Attention'];

export function waitingWords(one: Waiting): ReactNode {
  const n = one.count;
  switch (one.code) {
    case 'entries_to_screen':
      return (
        <Plural
          value={n}
          zero="لا مشاركات تنتظر الفرز"
          one="مشاركة واحدة تنتظر الفرز"
          two="مشاركتان تنتظران الفرز"
          few="# مشاركات تنتظر الفرز"
          many="# مشاركة تنتظر الفرز"
          other="# مشاركة تنتظر الفرز"
        />
      );
    case 'entries_returned':
      return (
        <Plural
          value={n}
          zero="لا مشاركات معادة للاستكمال"
          one="مشاركة واحدة أُعيدت للاستكمال"
          two="مشاركتان أُعيدتا للاستكمال"
          few="# مشاركات أُعيدت للاستكمال"
          many="# مشاركة أُعيدت للاستكمال"
          other="# مشاركة أُعيدت للاستكمال"
        />
      );
    case 'open_questions':
      return (
        <Plural
          value={n}
          zero="لا أسئلة تنتظر جوابًا"
          one="سؤال واحد ينتظر جوابًا"
          two="سؤالان ينتظران جوابًا"
          few="# أسئلة تنتظر جوابًا"
          many="# سؤالًا ينتظر جوابًا"
          other="# سؤال ينتظر جوابًا"
        />
      );
    case 'juror_questions':
      return (
        <Plural
          value={n}
          zero="لا أسئلة من المحكّمين تنتظر جوابًا"
          one="سؤال واحد من محكّم ينتظر جوابًا"
          two="سؤالان من المحكّمين ينتظران جوابًا"
          few="# أسئلة من المحكّمين تنتظر جوابًا"
          many="# سؤالًا من المحكّمين ينتظر جوابًا"
          other="# سؤال من المحكّمين ينتظر جوابًا"
        />
      );
    case 'persons_named':
      return (
        <Plural
          value={n}
          zero="لم يسمّ المشاركون من ليس في اللجان"
          one="بلاغ واحد سمّى فيه مشارك من ليس في اللجان بهذا الاسم"
          two="بلاغان سمّى فيهما مشاركون من ليس في اللجان بهذا الاسم"
          few="# بلاغات سمّى فيها مشاركون من ليس في اللجان بهذا الاسم"
          many="# بلاغًا سمّى فيه مشاركون من ليس في اللجان بهذا الاسم"
          other="# بلاغ سمّى فيه مشاركون من ليس في اللجان بهذا الاسم"
        />
      );
    case 'seats_walled':
      return (
        <Plural
          value={n}
          zero="لا تعارض مصالح في الإسنادات"
          one="إسناد واحد بين محكّمه والمشاركة تعارض مصالح"
          two="إسنادان بين محكّميهما والمشاركتين تعارض مصالح"
          few="# إسنادات بين محكّميها والمشاركات تعارض مصالح"
          many="# إسنادًا بين محكّميها والمشاركات تعارض مصالح"
          other="# إسناد بين محكّميها والمشاركات تعارض مصالح"
        />
      );
    case 'late_to_decide':
      return (
        <Plural
          value={n}
          zero="لا تقييمات متأخرة"
          one="تقييم واحد وصل متأخرًا وينتظر قرارًا"
          two="تقييمان وصلا متأخرين وينتظران قرارًا"
          few="# تقييمات وصلت متأخرة وتنتظر قرارًا"
          many="# تقييمًا وصلت متأخرة وتنتظر قرارًا"
          other="# تقييم وصلت متأخرة وتنتظر قرارًا"
        />
      );
    case 'round_without_list':
      return <Trans>أُغلقت جولة ولم تُطبَّق بعد قائمة المتأهلين إلى الجولة التي تليها</Trans>;
    case 'conflicts_overdue':
      return (
        <Plural
          value={n}
          zero="لا تعارض تأخر البتّ فيه"
          one="تعارض مصالح واحد تأخر البتّ فيه"
          two="تعارضا مصالح تأخر البتّ فيهما"
          few="# حالات تعارض تأخر البتّ فيها"
          many="# حالة تعارض تأخر البتّ فيها"
          other="# حالة تعارض تأخر البتّ فيها"
        />
      );
    case 'conflicts_to_decide':
      return (
        <Plural
          value={n}
          zero="لا تعارض ينتظر قرارًا"
          one="تعارض مصالح واحد ينتظر قرارًا"
          two="تعارضا مصالح ينتظران قرارًا"
          few="# حالات تعارض تنتظر قرارًا"
          many="# حالة تعارض تنتظر قرارًا"
          other="# حالة تعارض تنتظر قرارًا"
        />
      );
    case 'na_claims_wait':
      return (
        <Plural
          value={n}
          zero="لا معيار ينتظر البتّ في انطباقه"
          one="معيار واحد قيل إنه لا ينطبق وينتظر رئيس اللجنة"
          two="معياران قيل إنهما لا ينطبقان وينتظران رئيس اللجنة"
          few="# معايير قيل إنها لا تنطبق وتنتظر رئيس اللجنة"
          many="# معيارًا قيل إنه لا ينطبق وينتظر رئيس اللجنة"
          other="# معيار قيل إنه لا ينطبق وينتظر رئيس اللجنة"
        />
      );
    case 'entries_short':
      return (
        <Plural
          value={n}
          zero="لكل مشاركة محكّموها"
          one="مشاركة واحدة ينقصها محكّمون"
          two="مشاركتان ينقصهما محكّمون"
          few="# مشاركات ينقصها محكّمون"
          many="# مشاركة ينقصها محكّمون"
          other="# مشاركة ينقصها محكّمون"
        />
      );
    case 'jurors_not_answered':
      return (
        <Plural
          value={n}
          zero="أجاب كل المدعوين"
          one="محكّم واحد لم يجب عن دعوته"
          two="محكّمان لم يجيبا عن دعوتهما"
          few="# محكّمين لم يجيبوا عن دعوتهم"
          many="# محكّمًا لم يجيبوا عن دعوتهم"
          other="# محكّم لم يجيبوا عن دعوتهم"
        />
      );
    case 'organisations_pending':
      return (
        <Plural
          value={n}
          zero="لا جهات تنتظر الاعتماد"
          one="جهة واحدة تنتظر الاعتماد"
          two="جهتان تنتظران الاعتماد"
          few="# جهات تنتظر الاعتماد"
          many="# جهة تنتظر الاعتماد"
          other="# جهة تنتظر الاعتماد"
        />
      );
    case 'memberships_pending':
      return (
        <Plural
          value={n}
          zero="لا طلبات عضوية"
          one="طلب عضوية واحد في جهة"
          two="طلبا عضوية في جهات"
          few="# طلبات عضوية في جهات"
          many="# طلب عضوية في جهات"
          other="# طلب عضوية في جهات"
        />
      );
    case 'call_over':
      return <Trans>انتهى موعد المشاركة، والدورة ما زالت في مرحلة «مفتوحة»</Trans>;
    case 'call_ends_soon':
      return <Trans>يقترب موعد إغلاق باب المشاركة</Trans>;
    default:
      return one.code;
  }
}
