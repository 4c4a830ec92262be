// How an edition is screened: by one person or two, and what is looked at in every entry.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Switch } from '../../../shared/ui/Choice';
import { notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { refreshDesk } from './desk';
import '../problems';
import './problems';
import './desk.css';

type Settings = components['schemas']['ScreeningSettingsOut'];
type Item = components['schemas']['ChecklistItemOut'];
const PATH = '/api/v1/editions/{edition_id}/screening/settings';
const MOST = 40;

function moved(items: readonly Item[], at: number, by: number): Item[] {
  const next = [...items];
  const [one] = next.splice(at, 1);
  if (one) next.splice(at + by, 0, one);
  return next;
}

function SettingsForm({ editionId, settings }: { editionId: string; settings: Settings }) {
  const { t } = useLingui();
  const [initial] = useState({ two_persons: settings.two_persons, checklist: settings.checklist as Item[] });
  const form = useForm({
    initial,
    check: (values) =>
      values.checklist.some((one) => !one.text_ar.trim()) ? { checklist: t`اكتب كل بند بالعربية.` } : {},
    save: (values) =>
      must(
        api.PUT(PATH, {
          params: { path: { edition_id: editionId }, header: ifMatch(settings.version) },
          body: values,
        }),
      ),
    onSaved: () => {
      notify(t`حُفظت إعدادات الفرز.`);
      void refreshPaths(PATH);
      void refreshDesk();
    },
  });
  const items = form.values.checklist;
  const set = (checklist: Item[]) => form.set({ checklist });
  const change = (at: number, part: Partial<Item>) =>
    set(items.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <FormFrame form={form} label={t`إعدادات الفرز`}>
      <Card>
        <Switch
          isSelected={form.values.two_persons}
          onChange={(two_persons) => form.set({ two_persons })}
          help={t`يقترح فارز القرار ويثبّته شخص آخر أو يخالفه بسبب. لا يُراسَل المشارك قبل التثبيت.`}
        >
          {t`يقرّر شخصان`}
        </Switch>
      </Card>
      <Card title={t`قائمة الفرز`}>
        <div className="tk-stack">
          <p className="tk-help">{t`ما ينظر فيه الفارز في كل مشاركة. يُحفظ من أشّر على كل بند ومتى، ولا يراها المشارك.`}</p>
          {items.map((one, at) => (
            <fieldset key={one.id} className="tk-desk-item">
              <legend className="tk-hidden">{t`البند ${at + 1}`}</legend>
              <TextField
                label={t`البند بالعربية`}
                value={one.text_ar}
                onChange={(text_ar) => change(at, { text_ar })}
                maxLength={300}
                dir="rtl"
                lang="ar"
                isRequired
              />
              <TextField
                label={t`البند بالإنجليزية`}
                value={one.text_en}
                onChange={(text_en) => change(at, { text_en })}
                maxLength={300}
                dir="ltr"
                lang="en"
              />
              <span className="tk-row tk-gap-2">
                <IconButton
                  icon="chevron-up"
                  label={t`ارفع البند ${at + 1}`}
                  isDisabled={at === 0}
                  onPress={() => set(moved(items, at, -1))}
                />
                <IconButton
                  icon="chevron-down"
                  label={t`أنزل البند ${at + 1}`}
                  isDisabled={at === items.length - 1}
                  onPress={() => set(moved(items, at, 1))}
                />
                <IconButton
                  icon="trash"
                  label={t`احذف البند ${at + 1}`}
                  onPress={() => set(items.filter((_, index) => index !== at))}
                />
              </span>
            </fieldset>
          ))}
          {form.errors.checklist ? <p className="tk-error">{form.errors.checklist}</p> : null}
          {items.length < MOST ? (
            <div>
              <Button icon="plus" onPress={() => set([...items, { id: newId(), text_ar: '', text_en: '' }])}>
                {t`أضف بندًا`}
              </Button>
            </div>
          ) : null}
        </div>
      </Card>
      <div>
        <Button type="submit" kind="primary" busy={form.saving}>
          {t`احفظ الإعدادات`}
        </Button>
      </div>
    </FormFrame>
  );
}

function Shown({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Card title={t`قائمة الفرز`}>
      <div className="tk-stack">
        <p>{settings.two_persons ? t`يقرّر شخصان` : t`يقرّر شخص واحد`}</p>
        {settings.checklist.length === 0 ? <p className="tk-soft">{t`لا بنود في القائمة بعد.`}</p> : null}
        <ol className="tk-stack tk-gap-2">
          {settings.checklist.map((one) => (
            <li key={one.id} dir="auto">
              {format.pick(one.text_ar, one.text_en)}
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}

export function SettingsPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const settings = useGet(PATH, { path: { edition_id: editionId } });
  return (
    <Page
      title={t`قائمة الفرز وإعداداته`}
      crumbs={[{ label: t`مكتب الفرز`, to: '/editions/$editionId/screening', params: { editionId } }]}
    >
      <Read of={settings} lines={6}>
        {(data) =>
          data.may_change ? (
            <SettingsForm key={data.version} editionId={editionId} settings={data} />
          ) : (
            <Shown settings={data} />
          )
        }
      </Read>
    </Page>
  );
}
