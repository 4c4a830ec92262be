// Why no plan can do what was asked, in words, and the ways out as buttons that plan again.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { type Diagnosis, type Group, isCut, relax, type WayOut, type Wish } from '../model/goal';
import { groupWords } from '../words';

function Names({ items, total }: { items: readonly string[]; total: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const shown = items.slice(0, 12);
  const more = total - shown.length;
  return (
    <>
      <bdi>{shown.join(format.reader.language === 'ar' ? '، ' : ', ')}</bdi>
      {more > 0 ? <span className="tk-soft"> {t`وغيرها: ${format.number(more)}`}</span> : null}
    </>
  );
}

function OptionWords({ option, wish, perEntry }: { option: WayOut; wish: Wish; perEntry: number }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const group = option.group ? i18n._(groupWords[option.group]) : '';
  const next = relax(wish, { ...option, also: [] });
  const count = option.total;
  const numbers = option.changes.map((change) => format.number(change.number ?? 0));
  if (option.kind === 'raise_load_max') {
    const bound = format.number(next.max_load ?? 0);
    return <Trans>ارفع الحد الأعلى لكل محكّم إلى {bound}</Trans>;
  }
  if (option.kind === 'lower_k' && isCut(option)) {
    const wanted = format.number((next.kind === 'category' ? next.most_per_entry : next.jurors_per_entry) ?? perEntry);
    return <Trans>اكتفِ بعدد {wanted} من المحكّمين لكل مشاركة</Trans>;
  }
  if (option.kind === 'lower_k')
    return (
      <>
        <Plural
          value={count}
          zero="اكتفِ بمحكّمين أقل"
          one="اكتفِ بمحكّمين أقل لمشاركة واحدة:"
          two="اكتفِ بمحكّمين أقل لمشاركتين:"
          few="اكتفِ بمحكّمين أقل لـ# مشاركات:"
          many="اكتفِ بمحكّمين أقل لـ# مشاركة:"
          other="اكتفِ بمحكّمين أقل لـ# مشاركة:"
        />{' '}
        <Names items={numbers} total={count} />
      </>
    );
  if (option.kind === 'lower_minimum') {
    const to = format.number(option.to);
    return (
      <>
        {t`خفّف المطلوب من ${group} إلى ${to} في المشاركات`}: <Names items={numbers} total={count} />
      </>
    );
  }
  if (option.kind === 'invite') {
    const seats = format.number(option.changes.reduce((all, change) => all + change.amount, 0));
    return <>{t`ادعُ مزيدًا من ${group}، واترك لهم الآن ما يلزم من المقاعد، وعددها ${seats}`}</>;
  }
  return (
    <>
      {t`خفّف الحد الأدنى للحمل عن`}{' '}
      <Names items={option.changes.map((one) => format.pick(one.name_ar ?? '', one.name_en ?? ''))} total={count} />
    </>
  );
}

/** What a way out costs, in numbers: who gets more, how many seats go, what is left for the least. */
function Price({ option }: { option: WayOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const to = format.number(option.to);
  if (option.kind === 'raise_load_max')
    return (
      <Plural
        value={option.total}
        zero="لا يُزاد حدّ أحد."
        one="يُزاد حدّ محكّم واحد."
        two="يُزاد حدّ محكّمَين."
        few="يُزاد حدّ # محكّمين."
        many="يُزاد حدّ # محكّمًا."
        other="يُزاد حدّ # محكّم."
      />
    );
  if (option.kind === 'lower_k')
    return (
      <>
        <Plural
          value={option.units}
          zero="لا ينقص مقعد."
          one="ينقص مقعد واحد."
          two="ينقص مقعدان."
          few="تنقص # مقاعد."
          many="ينقص # مقعدًا."
          other="ينقص # مقعد."
        />{' '}
        {t`أقل ما يبقى لمشاركة من المحكّمين: ${to}.`}
      </>
    );
  if (option.kind === 'lower_load_min') return <>{t`أقل ما قد يُسند إلى محكّم منهم: ${to}.`}</>;
  return null;
}

export function DiagnosisCard({
  diagnosis,
  wish,
  perEntry,
  editionId,
  roundId,
  busy,
  onChoose,
}: {
  diagnosis: Diagnosis;
  wish: Wish;
  perEntry: number;
  editionId: string;
  roundId: string;
  busy: boolean;
  onChoose: (wish: Wish) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const words = diagnosis.group ? groupWords[diagnosis.group as Group] : undefined;
  const group = words ? i18n._(words) : '';
  const needed = format.number(diagnosis.needed);
  const available = format.number(diagnosis.available);
  const whole = format.number(diagnosis.needed - diagnosis.available);
  return (
    <Card title={t`لا خطة تحقق ما طلبته`}>
      <div role="alert" className="tk-stack">
        <p>
          {diagnosis.rule === 'locked' ? (
            <Trans>
              ما أُسند من قبل أو ثُبّت ({needed}) أكثر مما يسمح به الحد الأعلى ({available}). أزل تثبيت {whole} منها، أو
              ارفع الحد.
            </Trans>
          ) : diagnosis.rule === 'minimum' ? (
            <Trans>
              المطلوب لهذه المشاركات من {group}: {needed} من المقاعد، ولا يتاح منهم إلا {available}.
            </Trans>
          ) : diagnosis.rule === 'load_min' ? (
            <Trans>
              الحد الأدنى لهؤلاء المحكّمين {needed} من المشاركات، ولا يتاح لهم إلا {available}.
            </Trans>
          ) : (
            <Trans>
              تحتاج هذه المشاركات إلى {needed} من المقاعد، ولا يتاح لها إلا {available}. ينقصها {whole}.
            </Trans>
          )}
        </p>
        {diagnosis.bound === 'employer' ? (
          <p>{t`السبب: لا تجيز قواعد اللجنة أن يجتمع على مشاركة هذا العدد من جهة عمل واحدة.`}</p>
        ) : diagnosis.bound === 'accepted' ? (
          <p>{t`السبب: ما قبل المحكّمون أن يحكّموه أقل من ذلك.`}</p>
        ) : null}
        {diagnosis.entriesTotal > 0 ? (
          <p>
            {t`المشاركات`}:{' '}
            <Names items={diagnosis.entries.map((one) => format.number(one))} total={diagnosis.entriesTotal} />
          </p>
        ) : null}
        {diagnosis.jurorsTotal > 0 ? (
          <p>
            {diagnosis.rule === 'locked' ? t`المثبّتون` : t`من يجوز لهم تحكيمها`}:{' '}
            <Names items={diagnosis.jurors.map((one) => format.name(one))} total={diagnosis.jurorsTotal} />
          </p>
        ) : null}
      </div>
      <h3 className="tk-h3">{t`ما يمكن فعله`}</h3>
      <p className="tk-small tk-soft">{t`لا يُتجاوز تعارض مصالح في أي خيار.`}</p>
      <ul className="tk-assignments-options">
        {diagnosis.options.map((option, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed answer of the server
          <li key={at}>
            <div>
              {[option, ...(option.also ?? [])].map((part, index) => (
                <p key={`${part.kind} ${part.group}`}>
                  {index > 0 ? <span className="tk-soft">{t`ومعه`} </span> : null}
                  <OptionWords option={part} wish={wish} perEntry={perEntry} />
                  <span className="tk-assignments-price tk-soft">
                    <Price option={part} />
                  </span>
                </p>
              ))}
            </div>
            <Button busy={busy} onPress={() => onChoose(relax(wish, option))}>{t`أعدّ الخطة هكذا`}</Button>
          </li>
        ))}
        <li>
          <p>{t`أضف محكّمين إلى لجنة الجولة`}</p>
          <LinkButton
            to={'/editions/$editionId/panels' as never}
            params={{ editionId } as never}
            search={{ round: roundId } as never}
          >
            {t`افتح اللجنة`}
          </LinkButton>
        </li>
      </ul>
    </Card>
  );
}
