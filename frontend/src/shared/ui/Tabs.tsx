// Tabs of one page. With `urlKey` the open tab is in the URL, so it can be linked and survives a reload.
import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import { useUrlState } from '../router/urlState';
import { InTab } from './inTab';
import './Tabs.css';

export interface TabItem {
  id: string;
  label: ReactNode;
  /** a number or a badge after the label */
  note?: ReactNode;
  content: ReactNode;
}

export function Tabs({ items, label, urlKey = 'tab' }: { items: readonly TabItem[]; label: string; urlKey?: string }) {
  const [url, setUrl] = useUrlState();
  const first = items[0]?.id ?? '';
  const open = items.some((item) => item.id === url[urlKey]) ? (url[urlKey] as string) : first;
  return (
    <AriaTabs
      selectedKey={open}
      onSelectionChange={(key) => setUrl({ [urlKey]: key === first ? undefined : String(key) })}
      className="tk-tabs"
    >
      <TabList aria-label={label} className="tk-tablist">
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="tk-tab">
            {item.label}
            {item.note ? <span className="tk-tab-note">{item.note}</span> : null}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tk-tabpanel">
          <InTab value={urlKey}>{item.content}</InTab>
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
