// A rubric is written: its name, its tree of criteria, and a worked example that follows every change.
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { fieldProblemText } from '../../../shared/api/problems';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Switch } from '../../../shared/ui/Choice';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import type { Edition } from '../model/edition';
import { isRulebookFrozen } from '../model/phases';
import { draftOf, type Placed, placeErrors, type RubricDraft, type RubricIn, wireOf } from '../model/rubric';
import { type NodeDraft, newNode, type Tree } from '../model/tree';
import { Frozen } from '../parts/Frozen';
import { RubricConflict } from '../parts/RubricConflict';
import { RubricRead } from '../parts/RubricRead';
import { RubricTree } from '../parts/RubricTree';
import { NewInRulebook } from '../parts/SetupPages';
import { WorkedExample } from '../parts/WorkedExample';
import '../problems';
import '../editions.css';

type Rubric = components['schemas']['StaffRubric'];
const blank = (): RubricDraft => ({
  name_ar: '',
  name_en: '',
  note_ar: '',
  note_en: '',
  public: false,
  criteria: [newNode([], 0)],
});

function RubricForm({ editionId, id, saved }: { editionId: string; id: string; saved: Rubric | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [start] = useState(blank);
  const [open, setOpen] = useState<string | null>(saved ? null : (start.criteria[0]?.id ?? null));
  const [placed, setPlaced] = useState<Placed>(new Map());
  const [rest, setRest] = useState<string[]>([]);
  const sent = useRef<RubricIn | null>(null);
  const { form, overwrite } = useEdit<RubricDraft, Rubric>({
    saved,
    editable: draftOf,
    blank: start,
    put: (values, header) => {
      sent.current = wireOf(values);
      return must(
        api.PUT('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', {
          params: { path: { edition_id: editionId, rubric_id: id }, header },
          body: sent.current,
        }),
      );
    },
    check: (v) => (v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم النموذج بالعربية.` }),
    onSaved: () => {
      notify(t`حُفظ نموذج التقييم.`);
      setPlaced(new Map());
      setRest([]);
      void refreshPaths(
        '/api/v1/editions/{edition_id}/rubrics',
        '/api/v1/editions/{edition_id}/rubrics/{rubric_id}',
        '/api/v1/home/organiser/{edition_id}',
      );
      if (!saved)
        void navigate({
          to: '/editions/$editionId/rubrics/$rubricId',
          params: { editionId, rubricId: id },
          replace: true,
          ignoreBlocker: true,
        });
    },
  });
  const { criteria: tree } = form.values;
  const { problem } = form;
  // A refusal names places in what was sent: each error goes to its criterion, and the first one is opened.
  useEffect(() => {
    if (!problem || !sent.current || problem.status !== 422) return;
    const found = placeErrors(problem.errors, sent.current);
    setPlaced(found.placed);
    setRest(found.rest.filter((one) => one.loc.includes('criteria')).map(fieldProblemText));
    if (found.first) setOpen(found.first);
  }, [problem]);

  const errorOf = (owner: string, name: string): string | undefined => {
    const found = placed.get(owner)?.get(name);
    return found ? fieldProblemText(found) : undefined;
  };
  const wrongIn = (node: NodeDraft): string | undefined => {
    for (const owner of [node.id, ...node.levels.map((level) => level.id)]) {
      const found = placed.get(owner)?.values().next().value;
      if (found) return fieldProblemText(found);
    }
    return undefined;
  };
  const set = (next: Tree): void => {
    // What was changed is no longer what was refused.
    const before = new Map(tree.map((node) => [node.id, node]));
    const touched = next.filter((node) => before.get(node.id) !== node);
    if (placed.size > 0 && touched.length > 0) {
      const kept = new Map(placed);
      for (const node of touched) for (const key of [node.id, ...node.levels.map((one) => one.id)]) kept.delete(key);
      setPlaced(kept);
    }
    form.set({ criteria: next });
  };
  return (
    <FormFrame form={{ ...form, conflict: null }} label={t`نموذج التقييم`}>
      {form.conflict ? (
        <RubricConflict mine={form.values} theirs={form.conflict} onTake={() => form.reset()} onKeep={overwrite} />
      ) : null}
      <Card>
        <div className="tk-fields">
          <BilingualField
            label={t`اسم النموذج`}
            ar={form.values.name_ar}
            en={form.values.name_en}
            onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired="ar"
          />
          <BilingualField
            label={t`إرشاد عام للمحكّمين`}
            multiline
            ar={form.values.note_ar}
            en={form.values.note_en}
            onChange={(c) => form.set('ar' in c ? { note_ar: c.ar } : { note_en: c.en })}
            errorAr={form.errors.note_ar}
            errorEn={form.errors.note_en}
          />
          <Switch
            isSelected={form.values.public}
            onChange={(value) => form.set({ public: value })}
            help={t`يقرؤه المشاركون، وتقيّم به كل جهة مشاركتها لنفسها قبل التقديم. لا يُعرض تقييمها على أحد غيرها.`}
          >
            {t`معلن للمشاركين`}
          </Switch>
        </div>
      </Card>
      {rest.map((sentence) => (
        <Notice key={sentence} tone="error">
          {sentence}
        </Notice>
      ))}
      <Card title={t`المعايير`} flush>
        <RubricTree tree={tree} onChange={set} errorOf={errorOf} wrongIn={wrongIn} open={open} setOpen={setOpen} />
        <div className="tk-editions-save">
          <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
            <Button type="submit" kind="primary" busy={form.saving}>
              <Trans>احفظ نموذج التقييم</Trans>
            </Button>
            <LinkButton to="/editions/$editionId/rubrics" params={{ editionId }}>{t`رجوع`}</LinkButton>
          </FormActions>
        </div>
      </Card>
      <WorkedExample tree={tree} />
    </FormFrame>
  );
}

function ReadRubric({ edition, rubric, organises }: { edition: Edition; rubric: Rubric; organises: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const { criteria: tree } = draftOf(rubric);
  const note = format.pick(rubric.note_ar, rubric.note_en);
  return (
    <>
      <Frozen of="rulebook" edition={edition} organises={organises} />
      {note ? (
        <p className="tk-editions-text tk-measure" dir="auto">
          {note}
        </p>
      ) : null}
      <Card title={t`المعايير`} flush>
        <RubricRead tree={tree} />
      </Card>
      <WorkedExample tree={tree} />
    </>
  );
}

export function NewRubricPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const [id] = useState(newId);
  return (
    <NewInRulebook
      title={t`نموذج تقييم جديد`}
      crumb={{ label: t`نماذج التقييم`, to: '/editions/$editionId/rubrics', params: { editionId } }}
    >
      {() => <RubricForm editionId={editionId} id={id} saved={null} />}
    </NewInRulebook>
  );
}

export function RubricPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const id = useParam('rubricId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rubric = useGet('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', {
    path: { edition_id: editionId, rubric_id: id },
  });
  const organises = useOrganises(edition.data);
  return (
    <Page
      title={format.name(rubric.data) || t`نموذج التقييم`}
      crumbs={[{ label: t`نماذج التقييم`, to: '/editions/$editionId/rubrics', params: { editionId } }]}
    >
      <Read of={edition}>
        {(data) => (
          <Read of={rubric}>
            {(saved) =>
              organises && !isRulebookFrozen(data.phase) ? (
                <RubricForm key={id} editionId={editionId} id={id} saved={saved} />
              ) : (
                <ReadRubric edition={data} rubric={saved} organises={organises} />
              )
            }
          </Read>
        )}
      </Read>
    </Page>
  );
}
