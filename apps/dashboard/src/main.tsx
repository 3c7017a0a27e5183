import { createRoot } from 'react-dom/client';
import { faultsOf } from './faults-of.ts';
import { Viewer } from './viewer.tsx';

declare global {
  interface Window {
    /** For tests: checks a definition with Splunk's schema. */
    faultsOf: typeof faultsOf;
  }
}

window.faultsOf = faultsOf;
createRoot(document.getElementById('root')!).render(<Viewer />);
