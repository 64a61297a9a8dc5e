/** The curves of the page are those of the figures. */
export { curvePanels, type Line, type Panel, type Point } from '@shotbench/tracker';
