/** What the comments in the sources say about the keys of a schema: they are a part of the types. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface Comments {
  /** About the whole; empty where nothing is said. */
  readonly text: string;
  readonly keys: ReadonlyMap<string, Comments>;
}

const nothing: Comments = { text: '', keys: new Map() };

/** The comment right before a node, on one line, without what it says about the sources. */
function commentBefore(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? '';
  return text
    .replaceAll(/,? see \{@link [^}]+\}/gi, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The comments of all constants in a folder of sources, by the name of the constant. */
export function commentsIn(folder: string): (constant: string) => Comments {
  const constants = new Map<string, ts.VariableStatement>();
  for (const name of readdirSync(folder)) {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    const { statements } = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    for (const statement of statements.filter(ts.isVariableStatement)) {
      for (const declaration of statement.declarationList.declarations) {
        constants.set(declaration.name.getText(), statement);
      }
    }
  }

  /** Keys of the objects that an expression is made of; other constants are followed. */
  function keysOf(expression: ts.Node): Map<string, Comments> {
    const keys = new Map<string, Comments>();
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        for (const property of node.properties.filter(ts.isPropertyAssignment)) {
          const key = property.name.getText();
          const text = commentBefore(property);
          // `pick` and the like name keys without saying anything about them.
          const known = keys.get(key) ?? nothing;
          const own = keysOf(property.initializer);
          keys.set(key, { text: text || known.text, keys: own.size > 0 ? own : known.keys });
        }
      } else if (ts.isIdentifier(node)) {
        for (const [key, comments] of of(node.text).keys) keys.set(key, comments);
      } else {
        ts.forEachChild(node, visit);
      }
    };
    visit(expression);
    return keys;
  }

  function of(constant: string): Comments {
    const statement = constants.get(constant);
    const declaration = statement?.declarationList.declarations.find(
      ({ name }) => name.getText() === constant,
    );
    if (!statement || !declaration?.initializer) return nothing;
    return { text: commentBefore(statement), keys: keysOf(declaration.initializer) };
  }
  return of;
}
