/* The way in: Streamlit calls `show` at first and with every run's data. The host element stays. */

import { Grid } from './grid.js';

export function show({ parentElement, data, setTriggerValue }, library) {
  let grid = parentElement.rodretGrid;
  if (grid && grid.key !== data.key) {
    grid.destroy();
    grid = null;
  }
  if (!grid) {
    grid = new Grid(parentElement, data, library);
    grid.key = data.key;
    parentElement.rodretGrid = grid;
  }
  grid.receive(data, setTriggerValue);
  return () => {
    parentElement.rodretGrid = null;
    grid.destroy();
  };
}
