/** The look, in order: 98.css, then our tokens, then the controls. */
import '98.css';
import './tokens.css';
import './text.css';
import './buttons.css';
import './fields.css';
import './dialog.css';
import './menus.css';
import './lists.css';
