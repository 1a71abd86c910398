/**
 * Long lists of which only what is on screen is made. A thin hold on TanStack's virtualizer that answers plain values for
 * a render and functions for events; heights are measured, the guess only fills in until then.
 */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/react-virtual';
import { useLayoutEffect, useReducer, useState } from 'react';
import { flushSync } from 'react-dom';
import { NOTHING_SEEN, useIsLeap } from './useIsLeap.ts';

type Options = VirtualizerOptions<HTMLElement, HTMLElement>;
interface VirtualList
  extends Pick<
    Options,
    'count' | 'estimateSize' | 'getItemKey' | 'gap' | 'paddingStart' | 'paddingEnd' | 'overscan' | 'rangeExtractor'
  > {
  /** the element that scrolls */
  readonly scroller: () => HTMLElement | null;
}

export interface Virtual {
  /** what is on screen, or near it */
  readonly items: readonly VirtualItem[];
  /** the height of all, in px */
  readonly size: number;
  /** where everything stands, measured or guessed */
  readonly spans: readonly VirtualItem[];
  /** ref for each made element, which carries `data-index` */
  readonly measure: (element: HTMLElement | null) => void;
  readonly scrollToIndex: (index: number) => void;
}

/** React is committing while a ref measures: nothing can be flushed then. Refs are called one after another. */
let measuring = false;

/** See the file. */
export function useVirtual({ scroller, ...list }: VirtualList): Virtual {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  const options = {
    ...list,
    getScrollElement: scroller,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: (_: unknown, sync: boolean) => (sync && !measuring ? flushSync(rerender) : rerender()),
  } as Options;
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtual.setOptions(options);
  if (useIsLeap(virtual.calculateRange() ?? NOTHING_SEEN)) virtual.setOptions({ ...options, overscan: 0 });
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  const [measure] = useState(() => (element: HTMLElement | null) => {
    measuring = true;
    try {
      virtual.measureElement(element);
    } finally {
      measuring = false;
    }
  });
  return {
    items: virtual.getVirtualItems(),
    size: virtual.getTotalSize(),
    spans: virtual.measurementsCache,
    measure,
    scrollToIndex: (index) => virtual.scrollToIndex(index),
  };
}
