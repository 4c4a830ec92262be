// One category: its text, its conditions, its questions, and as whom this reader may enter it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { ruleTitle } from '../../../shared/entry/ruleWords';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { Read } from '../../../shared/ui/States';
import type { Category } from '../pages/CallPage';
import { useWhy } from '../words';

/** Reasons that concern this reader: an individual need not read that agencies may not. */
function relevant(category: Category): Category['entrants'] {
  const fits = category.entrants.filter((one) => !one.reasons.some((reason) => reason.code === 'entrant_kind'));
  return fits.length > 0 ? fits : category.entrants;
}

function Form({ id }: { id: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useGet('/api/v1/categories/{category_id}/fields', { path: { category_id: id } });
  return (
    <Read of={form} lines={4}>
      {({ fields }) => (
        <ol className="tk-entrant-preview">
          {fields.map((field) => (
            <li key={field.id}>
              <span dir="auto">{format.pick(field.label_ar, field.label_en)}</span>
              {field.required ? null : <span className="tk-tiny tk-faint">{t`اختياري`}</span>}
            </li>
          ))}
        </ol>
      )}
    </Read>
  );
}

/** What the rules of eligibility ask, before anything is written. */
function Rules({ rules }: { rules: Category['rules'] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <ul className="tk-entrant-asks">
      {rules.map(({ options, ...rule }) => {
        const title = ruleTitle({ ...rule, facts: { ...options } }, format);
        const passing = options.choices?.filter((one) => one.passes) ?? [];
        const answers = passing
          .map((one) => format.pick(one.name_ar, one.name_en))
          .join(format.reader.language === 'ar' ? '، ' : ', ');
        return (
          <li key={rule.id}>
            <span dir="auto">{typeof title === 'string' ? title : i18n._(title)}</span>
            {answers ? <span className="tk-small tk-soft">{t`الجواب المقبول: ${answers}`}</span> : null}
            {rule.blocks ? null : <span className="tk-small tk-soft">{t`يقرر فريق الفرز في شأنه.`}</span>}
          </li>
        );
      })}
    </ul>
  );
}

export interface CategoryCardProps {
  category: Category;
  accepts: boolean;
  zone: string;
  onStart: () => void;
}

export function CategoryCard({ category, accepts, zone, onStart }: CategoryCardProps) {
  const { t } = useLingui();
  const format = useFormat();
  const why = useWhy(zone);
  const [open, setOpen] = useState(false);
  const options = relevant(category);
  const may = accepts && options.some((one) => one.allowed);
  const whom = {
    agency: t`للجهات`,
    individual: t`للأفراد`,
    any: t`للجهات والأفراد`,
  }[category.entrant_kind];
  const limit = category.max_entries_per_entrant;
  const most = limit === null ? '' : format.number(limit);
  const description = format.pick(category.description_ar, category.description_en);
  const eligibility = format.pick(category.eligibility_ar, category.eligibility_en);
  const name = format.name(category);
  return (
    <Card
      title={<span dir="auto">{name}</span>}
      actions={
        <>
          <Badge tone="info">{whom}</Badge>
          {limit !== null ? <Badge>{t`الحد لكل مشارك: ${most}`}</Badge> : null}
        </>
      }
    >
      <div className="tk-entrant-category-body">
        <div className="tk-stack">
          {description ? (
            <p className="tk-answer-long" dir="auto">
              {description}
            </p>
          ) : null}
          {eligibility || category.rules.length > 0 ? (
            <div>
              <h3 className="tk-small tk-strong">{t`شروط المشاركة`}</h3>
              {eligibility ? (
                <p className="tk-answer-long" dir="auto">
                  {eligibility}
                </p>
              ) : null}
              {category.rules.length > 0 ? <Rules rules={category.rules} /> : null}
            </div>
          ) : null}
          <div>
            <Button
              kind="quiet"
              icon={open ? 'chevron-up' : 'chevron-down'}
              aria-expanded={open}
              onPress={() => setOpen(!open)}
            >
              {open ? t`أخفِ أسئلة النموذج` : t`اطّلع على أسئلة النموذج`}
            </Button>
            {open ? <Form id={category.id} /> : null}
          </div>
        </div>
        <div className="tk-stack">
          <ul className="tk-plain-list tk-entrant-whom">
            {options.map((one) => (
              <li key={one.organisation?.id ?? 'me'} data-allowed={(accepts && one.allowed) || undefined}>
                <Icon name={accepts && one.allowed ? 'success' : 'lock'} size={18} />
                <span>
                  <span className="tk-strong" dir="auto">
                    {one.organisation ? format.name(one.organisation) : t`باسمي`}
                  </span>
                  {one.reasons.map((reason) => (
                    <span key={reason.code} className="tk-small tk-soft">
                      {why(reason)}
                    </span>
                  ))}
                  {one.allowed && one.pending ? (
                    <span className="tk-small tk-soft">{why({ code: 'organisation_pending', facts: {} })}</span>
                  ) : null}
                  {one.allowed && !one.pending && accepts ? (
                    <span className="tk-small tk-soft">{t`تستطيع المشاركة`}</span>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
          {may ? (
            <Button icon="plus" wide onPress={onStart} aria-label={t`ابدأ مشاركة في ${name}`}>
              {t`ابدأ مشاركة`}
            </Button>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
