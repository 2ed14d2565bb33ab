import { Component, type ReactNode } from 'react';
import { Falla } from './estados.tsx';

interface Props {
  /** another place is another chance */
  readonly lugar?: string;
  /** what was kept and what to do; without it, that of a computer where one types */
  readonly mensaje?: string;
  readonly children: ReactNode;
}

const EN_COMPUTADORA =
  'Lo que tecleó está guardado en esta computadora. Vuelva a cargarla; si falla otra vez, avise a su coordinación.';

/** A screen that breaks does not take the others with it. What was typed is kept by the screens, not here. */
export class Limite extends Component<Props, { readonly roto: boolean }> {
  override state = { roto: false };

  static getDerivedStateFromError() {
    return { roto: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.roto && before.lugar !== this.props.lugar) this.setState({ roto: false });
  }

  override render() {
    if (!this.state.roto) return this.props.children;
    return (
      <Falla titulo="Esta pantalla falló" mensaje={this.props.mensaje ?? EN_COMPUTADORA}>
        <button type="button" className="boton boton-principal" onClick={() => location.reload()}>
          Volver a cargar
        </button>
      </Falla>
    );
  }
}
