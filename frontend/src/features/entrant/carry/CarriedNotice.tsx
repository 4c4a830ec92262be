// Above a form that began from an earlier entry: from which, what was carried, what is new, what found no place.
import { Plural, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { Notice } from '../../../shared/ui/Notice';
import type { Entry } from '../model/transport';
import { useCompared } from './CarriedMark';

export function CarriedNotice({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const compared = useCompared(entry);
  const found = compared.data;
  if (!found) return null;
  const count = (...statuses: string[]) => found.items.filter((one) => statuses.includes(one.status)).length;
  const title = found.source_id ? format.pick(found.source_title_ar, found.source_title_en) : t`مشاركة سابقة للجهة`;
  const edition = format.pick(found.source_edition_ar, found.source_edition_en);
  return (
    <Notice tone="info" title={t`بدأت هذه المسودة من: ${title}`}>
      <p>
        {edition ? <bdi>{edition}. </bdi> : null}
        <Plural
          value={count('same', 'changed')}
          zero="لم يُنقل منها جواب."
          one="نُقل منها جواب واحد."
          two="نُقل منها جوابان."
          few="نُقلت منها # أجوبة."
          many="نُقل منها # جوابًا."
          other="نُقل منها # جواب."
        />{' '}
        {count('new', 'unfit') > 0 ? (
          <Plural
            value={count('new', 'unfit')}
            zero="لا أسئلة جديدة."
            one="سؤال واحد جديد أو لم يقبل النموذج جوابه السابق: تجد علامة عليه."
            two="سؤالان جديدان أو لم يقبل النموذج جوابيهما السابقين: تجد علامة عليهما."
            few="# أسئلة جديدة أو لم يقبل النموذج أجوبتها السابقة: تجد علامة عليها."
            many="# سؤالًا جديدًا أو لم يقبل النموذج أجوبتها السابقة: تجد علامة عليها."
            other="# سؤال جديد أو لم يقبل النموذج جوابه السابق: تجد علامة عليها."
          />
        ) : null}{' '}
        {t`راجع كل جواب منقول قبل التقديم.`}
      </p>
      {found.dropped.length > 0 ? (
        <details className="tk-entrant-details">
          <summary>
            {t`أجوبة سابقة لا سؤال لها في النموذج الجديد`}
            <Icon name="chevron-down" size={18} />
          </summary>
          <dl className="tk-stack">
            {found.dropped.map((one) => (
              <div key={one.label_ar}>
                <dt className="tk-small tk-soft" dir="auto">
                  {format.pick(one.label_ar, one.label_en)}
                </dt>
                <dd className="tk-entrant-diff" dir="auto">
                  {Array.isArray(one.value)
                    ? one.value.join(format.reader.language === 'ar' ? '، ' : ', ')
                    : String(one.value)}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </Notice>
  );
}
