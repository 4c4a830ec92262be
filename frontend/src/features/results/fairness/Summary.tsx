// What the organiser should know first, in sentences: what is unsure and what holds.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { methodNames } from '../words';
import type { Fairness, Names } from './model';

type Said = [string, ReactNode];

export function Summary({ data, names }: { data: Fairness; names: Names }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { agreement, stability } = data;
  const listed = (all: readonly string[]) => all.join(i18n.locale === 'ar' ? '، ' : ', ');
  const share = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  const entry = (id: string) => format.number(names.entry(id)?.number ?? 0, { useGrouping: false });
  const ties = data.lines.filter((line) => line.tied.length > 0);
  const untold = data.lines.filter((line) => line.p === null);
  const counting = i18n._(methodNames[data.method]);
  const flipped = [...new Set(stability?.flips.map((flip) => flip.category_id))];
  const flipsOf = (id: string) =>
    (stability?.flips ?? [])
      .filter((flip) => flip.category_id === id)
      .map((flip) => format.name(names.juror(flip.juror_id)));
  const ofOne: Said[] = [
    [
      'only',
      t`لا يقول هذا التقرير من عند خط الجوائز ولا أثر غياب محكّم في الفائزين: فالترتيب يجمع جولات، وهذه تقييمات واحدة منها.`,
    ],
  ];
  const [whole, part] = data.agreed.length > 0 ? (['others', 'shownOthers'] as const) : (['all', 'shown'] as const);
  const scope = data.partial ? part : whole;
  const noTies = {
    all: t`عند خط الجوائز لا تعادل إحصائيًا في أي فئة.`,
    others: t`عند خط الجوائز لا تعادل إحصائيًا في غيرها من الفئات.`,
    shown: t`عند خط الجوائز لا تعادل إحصائيًا في الفئات المعروضة هنا.`,
    shownOthers: t`عند خط الجوائز لا تعادل إحصائيًا في غيرها مما يُعرض هنا.`,
  };
  const stable = {
    all: t`لو غاب أي محكّم وحده لما تغيّر الفائزون في أي فئة.`,
    others: t`لو غاب أي محكّم وحده لما تغيّر الفائزون في غيرها من الفئات.`,
    shown: t`لو غاب أي محكّم وحده لما تغيّر الفائزون في الفئات المعروضة هنا.`,
    shownOthers: t`لو غاب أي محكّم وحده لما تغيّر الفائزون في غيرها مما يُعرض هنا.`,
  };
  // Of the others nothing is known, and of these it was said why nothing is.
  const isAgreedAlone =
    data.agreed.length > 0 && stability !== null && stability.flips.length + stability.stable.length === 0;
  const winners = (): Said[] => [
    ...data.agreed.map(
      (one): Said => [
        `agreed_${one.category_id}`,
        t`${format.name(names.category(one.category_id))}: تُحتسب للمشاركات ${listed(one.entries.map(entry))} درجة اتفقت عليها اللجنة، فلا يُقال هناك من عند خط الجوائز ولا أثر غياب محكّم. وما يلي من درجات المحكّمين وحدها.`,
      ],
    ),
    ...(ties.length === 0 && untold.length === 0 && (data.lines.length > 0 || data.agreed.length === 0)
      ? [['ties', noTies[scope]] as Said]
      : []),
    ...(ties.length > 0
      ? [
          [
            'ties',
            <Plural
              key="ties"
              value={ties.length}
              zero="عند خط الجوائز لا تعادل إحصائيًا في أي فئة."
              one="عند خط الجوائز تعادل إحصائي في فئة واحدة، يحسن أن تتداوله اللجنة:"
              two="عند خط الجوائز تعادل إحصائي في فئتين، يحسن أن تتداوله اللجنة:"
              few="عند خط الجوائز تعادل إحصائي في # فئات، يحسن أن تتداوله اللجنة:"
              many="عند خط الجوائز تعادل إحصائي في # فئة، يحسن أن تتداوله اللجنة:"
              other="عند خط الجوائز تعادل إحصائي في # فئة، يحسن أن تتداوله اللجنة:"
            />,
          ] as Said,
        ]
      : []),
    ...ties.map((line): Said => {
      const category = format.name(names.category(line.category_id));
      const tied = listed(line.tied.map(entry));
      return [
        `tie-${line.category_id}`,
        line.equal
          ? t`${category}: الدرجة نفسها على جانبي خط الجوائز، وتفصل بينها قواعد كسر التعادل أو اللجنة: ${tied}`
          : t`${category}: المشاركة ${entry(line.last_inside)} أفضل من ${entry(line.first_outside)} باحتمال ${format.percent(line.p ?? 0)} فقط. المتقاربون: ${tied}`,
      ];
    }),
    ...(untold.length > 0
      ? [
          [
            'untold',
            t`لا تكفي التقييمات ليُعرف أعند خط الجوائز تعادل إحصائي أم لا في: ${listed(untold.map((line) => format.name(names.category(line.category_id))))}. يحسن أن تتداولها اللجنة.`,
          ] as Said,
        ]
      : []),
    ...(isAgreedAlone
      ? []
      : [
          [
            'stability',
            stability === null
              ? t`لم يُحسب ما يتغيّر بغياب محكّم، لكثرة التقييمات.`
              : stability.flips.length === 0
                ? stability.stable.length > 0
                  ? stable[scope]
                  : t`لا فئة تكفي تقييماتها ليُعرف هل يتغيّر فائزوها بغياب محكّم.`
                : t`لو غاب محكّم واحد لتغيّر الفائزون في بعض الفئات:`,
          ] as Said,
        ]),
    ...flipped.map((id): Said => [`flip-${id}`, t`${format.name(names.category(id))}: بغياب ${listed(flipsOf(id))}`]),
    ...(stability && stability.redrawn.length > 0
      ? [
          [
            'redrawn',
            t`لو سُحبت تقييمات كل مشاركة من جديد لبقي الأول نفسه: ${listed(
              stability.redrawn.map(
                (one) => `${format.name(names.category(one.category_id))} ${format.percent(one.share)}`,
              ),
            )}.`,
          ] as Said,
        ]
      : []),
  ];
  const method: Said = [
    'method',
    data.votes
      ? t`صوّت المحكّمون بالقبول أو الرفض، والدرجة نسبة من قبِلوا. لا تُصحَّح الأصوات، وما يلي يصف اتفاق المحكّمين ولا يغيّر نتيجة.`
      : data.adjusted && data.adjusted !== data.method
        ? t`يُرتَّب بطريقة «${counting}». وما يلي بجانبها من «${i18n._(methodNames[data.adjusted])}» للمقارنة وحدها.`
        : data.adjusted
          ? t`يُرتَّب بطريقة «${counting}»، والمتوسط بجانبها.`
          : t`يُرتَّب بطريقة «${counting}»، ولا تصحيح بجانبها.`,
  ];
  const said: Said[] = [
    ...(data.rounds.length > 0
      ? [
          [
            'rounds',
            t`يجمع الترتيب درجات الجولات بأوزانها: ${listed(data.rounds.map((one) => `${format.name(one)} (${format.number(one.weight)})`))}. وما يلي من تقييمات «${format.name(data.round)}» وحدها، وترتيبه ترتيبها.`,
          ] as Said,
        ]
      : []),
    ...(data.adjusted || data.by_mean.length === 0 ? [method] : []),
    ...(data.by_mean.length > 0
      ? [
          [
            'by_mean',
            t`يُرتَّب بالمتوسط وحده ما في: ${listed(data.by_mean.map((one) => format.name(names.category(one.category_id))))}، إذ لا تُقارن شدّة المحكّمين هناك بطريقة «${counting}».`,
          ] as Said,
        ]
      : []),
    ...(data.rounds.length > 0 ? ofOne : winners()),
    [
      'agreement',
      agreement.mean === null || agreement.single === null
        ? t`لا يكفي ما قُيّم لقياس اتفاق المحكّمين.`
        : t`ثبات متوسط المشاركة ${share(agreement.mean)} من 1، وثبات محكّم واحد ${share(agreement.single)}. لكل مشاركة ${format.number(agreement.per_entry, { maximumFractionDigits: 1 })} من التقييمات.`,
    ],
    ...(agreement.alpha === null ? [] : [['alpha', t`معامل كريبندورف ألفا ${share(agreement.alpha)}.`] as Said]),
    ...agreement.kendall.map(
      (one): Said => [
        `kendall-${one.category_id}`,
        t`${format.name(names.category(one.category_id))}: قيّمها كل محكّميها كاملة، ومعامل كندال ${one.w === null ? '—' : share(one.w)}.`,
      ],
    ),
    ...(agreement.needed === null
      ? []
      : [
          [
            'needed',
            <Trans key="needed">
              ليبلغ ثبات المتوسط 0.8 تحتاج كل مشاركة إلى <bdi>{format.number(agreement.needed)}</bdi> من المحكّمين.
            </Trans>,
          ] as Said,
        ]),
  ];
  return (
    <Card title={t`الخلاصة`}>
      <ul className="tk-fair-said">
        {said.map(([key, words]) => (
          <li key={key} className={key.includes('-') && !key.startsWith('agreed_') ? 'tk-fair-sub' : undefined}>
            {words}
          </li>
        ))}
      </ul>
    </Card>
  );
}
