// The rules of one list in their order: what each asks, what follows, and where it is wrong.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { IconButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Menu } from '../../../shared/ui/Menu';
import { kindWords, summary } from '../eligibilityWords';
import { addable, newRule, type RuleDraft, rulesIn, type Scope } from '../model/eligibility';

export interface RuleListProps {
  title: string;
  scope: Scope;
  rules: readonly RuleDraft[];
  labelOf: (code: string) => string;
  errorOf: (id: string) => string | undefined;
  /** undefined: only to be read */
  edit?: { open: (rule: RuleDraft) => void; move: (id: string, by: -1 | 1) => void; remove: (id: string) => void };
  empty: string;
}

export function RuleList({ title, scope, rules, labelOf, errorOf, edit, empty }: RuleListProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const own = rulesIn(rules, scope);
  const add = edit ? (
    <Menu
      label={t`أضف شرطًا: ${title}`}
      items={addable(rules, scope).map((kind) => ({
        id: kind,
        label: i18n._(kindWords[kind]),
        onAction: () => edit.open(newRule(kind, scope)),
      }))}
    >
      {t`أضف شرطًا`}
    </Menu>
  ) : null;
  return (
    <Card title={title} actions={add}>
      {own.length === 0 ? <p className="tk-soft tk-small">{empty}</p> : null}
      <ol className="tk-plain-list tk-editions-rules">
        {own.map((rule, at) => {
          const said = summary(rule, format, labelOf);
          const name = format.pick(rule.label_ar, rule.label_en) || i18n._(kindWords[rule.kind]);
          const error = errorOf(rule.id);
          return (
            <li key={rule.id}>
              <div className="tk-stack tk-gap-1">
                <span className="tk-strong" dir="auto">
                  {name}
                </span>
                <span className="tk-small" dir="auto">
                  {typeof said === 'string' ? said : i18n._(said)}
                </span>
                <span>
                  <Badge tone={rule.blocks ? 'error' : 'info'}>
                    {rule.blocks ? t`يمنع التقديم` : t`يقرره فريق الفرز`}
                  </Badge>
                </span>
                {error ? <span className="tk-error">{error}</span> : null}
              </div>
              {edit ? (
                <div className="tk-row tk-gap-1">
                  {at > 0 ? (
                    <IconButton icon="chevron-up" label={t`قدّم: ${name}`} onPress={() => edit.move(rule.id, -1)} />
                  ) : null}
                  {at < own.length - 1 ? (
                    <IconButton icon="chevron-down" label={t`أخّر: ${name}`} onPress={() => edit.move(rule.id, 1)} />
                  ) : null}
                  <IconButton icon="edit" label={t`عدّل: ${name}`} onPress={() => edit.open(rule)} />
                  <IconButton icon="trash" label={t`احذف: ${name}`} onPress={() => edit.remove(rule.id)} />
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
