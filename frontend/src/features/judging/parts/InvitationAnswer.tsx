// Accepting an invitation with the load, the conflicts and the signed statement; or declining with a reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem } from '../../../shared/api/problem';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { notify } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import { type AnswerValues, type Invitation, lacksOfOwn, wireAnswer, wordOn } from '../model/invitation';
import { DeclineDialog } from './LeavingDialog';
import { PossibleConflicts } from './PossibleConflicts';
import { refreshJury } from './refreshJury';
import '../problems';

export function InvitationAnswer({ of }: { of: Invitation }) {
  const { t } = useLingui();
  const format = useFormat();
  const [declining, setDeclining] = useState(false);
  const [initial] = useState<AnswerValues>(() => ({
    words: {},
    own: [],
    load: of.load_asked,
    load_reason: '',
    name: format.name(of),
    signed: false,
  }));
  const form = useForm<AnswerValues>({
    initial,
    check: (v) => {
      const wrong: Record<string, string> = {};
      for (const one of of.possible) {
        const word = wordOn(v, one);
        if (word.confirmed === null) wrong[`word.${one.object_id}`] = t`أجب بنعم أو لا.`;
        if (word.confirmed && word.kind === 'other' && !word.note.trim())
          wrong[`note.${one.object_id}`] = t`اكتب سبب التعارض.`;
      }
      for (const name of lacksOfOwn(v.own))
        wrong[name] = name.endsWith('organisation_id')
          ? t`اختر الجهة، أو احذف هذا التعارض.`
          : name.endsWith('kind')
            ? t`اختر نوع التعارض.`
            : t`اكتب سبب التعارض.`;
      if (of.load_asked !== null && v.load === null) wrong.load = t`اكتب كم مشاركة تقبل تحكيمها.`;
      if (of.load_asked !== null && (v.load ?? 0) < of.load_asked && !v.load_reason.trim())
        wrong.load_reason = t`اكتب لماذا تقبل أقل مما طُلب منك.`;
      if (!v.name.trim()) wrong.name = t`اكتب اسمك كما توقّع به.`;
      if (!v.signed) wrong.signed = t`لا تُقبل الدعوة بلا الإقرار.`;
      return wrong;
    },
    save: (v) =>
      must(
        api.POST('/api/v1/jury/{juror_id}/accept', {
          params: { path: { juror_id: of.id } },
          body: wireAnswer(v, of),
        }),
      ).catch(async (error: unknown) => {
        // What was read has changed since: it is shown as it is now, the answers stay, the signature does not.
        const { code } = asProblem(error);
        if (code === 'invitation_changed') form.set({ signed: false });
        if (code === 'invitation_changed' || code === 'conflicts_unanswered') await refreshJury();
        throw error;
      }),
    onSaved: async () => {
      notify(t`انضممت إلى اللجنة.`);
      await refreshJury();
    },
  });
  const { values, errors } = form;
  const fewer = of.load_asked !== null && values.load !== null && values.load < of.load_asked;
  return (
    <FormFrame form={form} label={t`الجواب عن الدعوة`}>
      <PossibleConflicts of={of} form={form} />
      {of.load_asked === null ? null : (
        <Card title={t`ما تقبله من المشاركات`}>
          <NumberField
            {...form.field('load')}
            label={t`عدد المشاركات في كل جولة`}
            help={t`لا تتجاوزه خطط الإسناد.`}
            minValue={1}
            maxValue={of.load_asked}
            isRequired
          />
          {fewer ? <TextArea {...form.field('load_reason')} label={t`لماذا أقل مما طُلب؟`} rows={2} isRequired /> : null}
        </Card>
      )}
      <Card title={t`الإقرار`}>
        <p className="tk-measure tk-judging-text" dir="auto">
          {of.statement}
        </p>
        <TextField {...form.field('name')} label={t`اسمك كما توقّع به`} isRequired />
        <Checkbox
          isSelected={values.signed}
          onChange={(signed) => form.set({ signed })}
          isInvalid={Boolean(errors.signed)}
          help={errors.signed}
        >
          {t`قرأت هذا الإقرار وأوقّع عليه باسمي`}
        </Checkbox>
        <p className="tk-small tk-soft">{t`يُحفظ نص الإقرار كما تراه الآن مع اسمك ووقت التوقيع.`}</p>
        <div className="tk-row">
          <Button type="submit" kind="primary" busy={form.saving}>{t`أقبل العضوية`}</Button>
          <Button onPress={() => setDeclining(true)}>{t`أعتذر`}</Button>
        </div>
      </Card>
      {declining ? <DeclineDialog of={of} onClose={() => setDeclining(false)} /> : null}
    </FormFrame>
  );
}
