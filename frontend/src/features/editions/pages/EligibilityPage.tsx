// Who may enter: the rules of every category, and each category's own; public from the opening of the call.
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { fieldProblemText } from '../../../shared/api/problems';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import type { Category } from '../model/category';
import type { Edition } from '../model/edition';
import { moved, put, type RuleDraft, type Saved } from '../model/eligibility';
import { isCallFrozen, isPrivate } from '../model/phases';
import { ChangeNote } from '../parts/EditionFields';
import { Frozen } from '../parts/Frozen';
import { RuleDialog } from '../parts/RuleDialog';
import { RuleList } from '../parts/RuleList';
import { useFormFields } from '../parts/useFormFields';
import '../problems';
import '../editions.css';
import '../eligibility.css';

const RULES = '/api/v1/editions/{edition_id}/eligibility-rules';
interface Values {
  items: RuleDraft[];
  change_ar: string;
  change_en: string;
}
const valuesOf = (saved: Saved): Values => ({ items: saved.items as RuleDraft[], change_ar: '', change_en: '' });

function Rules({ edition, categories, saved }: { edition: Edition; categories: readonly Category[]; saved: Saved }) {
  const { t } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  const organises = useOrganises(edition);
  const may = organises && !isCallFrozen(edition.phase);
  const isPublic = !isPrivate(edition.phase);
  const version = useRef(saved.version);
  const [initial, setInitial] = useState(() => valuesOf(saved));
  const [open, setOpen] = useState<RuleDraft | null>(null);
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const fields = useFormFields(categories.map((one) => one.id));
  const all = [...new Map([...fields.values()].flat().map((one) => [one.code, one])).values()];
  const labelOf = (code: string): string => all.find((one) => one.code === code)?.label ?? code;
  const form = useForm<Values, Saved>({
    initial,
    check: (v): { change_ar?: string } =>
      isPublic && !v.change_ar.trim() ? { change_ar: t`اكتب ما تغيّر وسببه؛ سيظهر للعموم بتاريخه.` } : {},
    save: (v) =>
      must(
        api.PUT(RULES, {
          params: { path: { edition_id: edition.id }, header: ifMatch(version.current) },
          body: v,
        }),
      ),
    onSaved: (result) => {
      version.current = result.version;
      setInitial(valuesOf(result));
      setWrong(new Map());
      form.reset();
      notify(t`حُفظت شروط الأهلية.`);
      void refreshPaths(RULES, '/api/v1/editions/{edition_id}/call-changes');
    },
  });
  const { items } = form.values;
  const { problem } = form;
  // A refusal names places in the list: each sentence goes to its rule.
  useEffect(() => {
    if (problem?.status !== 422) return;
    const found = problem.errors.flatMap((one) => {
      const [, at] = one.loc.filter((part) => part !== 'body');
      const rule = items[Number(at)];
      return rule ? [[rule.id, fieldProblemText(one)] as const] : [];
    });
    setWrong(new Map(found));
  }, [problem, items]);
  const stale = problem?.status === 412;
  const set = (next: RuleDraft[]): void => form.set({ items: next });
  const edit = may
    ? {
        open: setOpen,
        move: (id: string, by: -1 | 1) => set(moved(items, id, by)),
        remove: (id: string) => set(items.filter((one) => one.id !== id)),
      }
    : undefined;
  const list = { rules: items, labelOf, errorOf: (id: string) => wrong.get(id), ...(edit ? { edit } : {}) };
  const changed = JSON.stringify(items) !== JSON.stringify(initial.items);
  return (
    <FormFrame form={{ ...form, conflict: null }} label={t`شروط الأهلية`}>
      {may ? null : <Frozen of="call" edition={edition} organises={organises} />}
      {stale ? (
        <Notice
          tone="warning"
          title={t`غيّر شخص آخر هذه الشروط بعد أن فتحتها`}
          action={<Button onPress={() => location.reload()}>{t`أعد التحميل`}</Button>}
        />
      ) : null}
      <RuleList {...list} scope={null} title={t`لكل المشاركات`} empty={t`لا شروط عامة.`} />
      {categories.map((category) => (
        <RuleList
          key={category.id}
          {...list}
          scope={category.id}
          title={format.name(category)}
          empty={t`لا شروط خاصة؛ تسري الشروط العامة وحدها.`}
        />
      ))}
      {may ? (
        <>
          <p className="tk-small tk-soft tk-measure">
            {t`شرط المدة أو الفوز السابق أو الجهات الشريكة الخاص ببعض ${nouns.all} يحل محل العام. وحد المشاركات يُضبط في الإعدادات، ويظهر للمشاركين مع الشروط.`}
          </p>
          <Card>
            {isPublic && changed ? <ChangeNote values={form.values} errors={form.errors} set={form.set} /> : null}
            <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
              <Button type="submit" kind="primary" busy={form.saving} isDisabled={!changed}>
                {isPublic ? <Trans>احفظ وأعلن التغيير</Trans> : <Trans>احفظ</Trans>}
              </Button>
              <LinkButton to="/editions/$editionId/categories" params={{ editionId: edition.id }}>{t`رجوع`}</LinkButton>
            </FormActions>
          </Card>
        </>
      ) : null}
      {open ? (
        <RuleDialog
          rule={open}
          fields={open.category_id ? (fields.get(open.category_id) ?? []) : all}
          onClose={() => setOpen(null)}
          onKeep={(rule) => {
            set(put(items, rule));
            setWrong((now) => new Map([...now].filter(([id]) => id !== rule.id)));
            setOpen(null);
          }}
        />
      ) : null}
    </FormFrame>
  );
}

export function EligibilityPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const rules = useGet(RULES, { path });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path,
    query: { size: 200, sort: 'position' },
  });
  return (
    <Page title={t`شروط الأهلية`} lead={t`من يشارك، وما يُطلب منه قبل أن يقدّم؛ معلنة منذ فتح باب المشاركة.`}>
      <Read of={edition}>
        {(found) => (
          <Read of={categories}>
            {(listed) => (
              <Read of={rules}>
                {(saved) => <Rules key={found.id} edition={found} categories={listed.items} saved={saved} />}
              </Read>
            )}
          </Read>
        )}
      </Read>
    </Page>
  );
}
