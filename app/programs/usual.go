package programs

// usual is a criterion that is usual for a kind of program, in both languages.
type usual struct {
	heading          string
	scale, pass      int
	titleEn, benchEn string
	titleEs, benchEs string
}

// The criteria that are usual, from IMI's headings and the good practice seen
// in recognised programs. They are a start: an organisation changes them as it
// likes before it proposes its program.
var usuals = map[string][]usual{
	QAP: {
		{Experience, 1, 1, "Mediation experience", "The verified logbook shows at least 20 mediations or 200 hours of mediation.",
			"Experiencia en mediación", "El registro verificado muestra al menos 20 mediaciones o 200 horas de mediación."},
		{Knowledge, 5, 3, "Mediation theory and practice", "Explains the stages, the mediator's role and the limits of the process without material error.",
			"Teoría y práctica de la mediación", "Explica las fases, la función de quien media y los límites del proceso sin errores de fondo."},
		{Knowledge, 5, 3, "Law and ethics", "Applies confidentiality, impartiality and the code of conduct to cases that were not seen before.",
			"Derecho y ética", "Aplica la confidencialidad, la imparcialidad y el código de conducta a casos no vistos antes."},
		{Skills, 5, 3, "Opens the mediation", "Sets out the process and the ground rules, and the parties agree to them.",
			"Abre la mediación", "Expone el proceso y las reglas, y las partes las aceptan."},
		{Skills, 5, 3, "Listens and reframes", "The parties confirm that they have been understood.",
			"Escucha y reformula", "Las partes confirman que se las ha entendido."},
		{Skills, 5, 3, "Explores interests and needs", "Moves the parties from positions to what matters to them.",
			"Explora intereses y necesidades", "Lleva a las partes de las posiciones a lo que les importa."},
		{Skills, 5, 3, "Stays impartial and fair", "Balances time and attention, and names an imbalance when there is one.",
			"Se mantiene imparcial y justo", "Equilibra el tiempo y la atención, y nombra el desequilibrio cuando existe."},
		{Skills, 5, 3, "Works through impasse", "Uses at least two ways out of a deadlock, and says why.",
			"Supera los bloqueos", "Usa al menos dos salidas de un bloqueo y dice por qué."},
		{Skills, 5, 3, "Closes the mediation", "The outcome is clear, the parties' own, and tested against reality.",
			"Cierra la mediación", "El resultado es claro, propio de las partes y contrastado con la realidad."},
	},
	MAQAP: {
		{Experience, 1, 1, "Experience as adviser or advocate", "The verified logbook shows at least 5 mediations as adviser or advocate.",
			"Experiencia como asesor/a o abogado/a", "El registro verificado muestra al menos 5 mediaciones como asesor/a o abogado/a."},
		{Knowledge, 5, 3, "Negotiation and mediation theory", "Explains how representing in mediation differs from representing in court.",
			"Teoría de la negociación y la mediación", "Explica en qué difiere representar en mediación de representar ante un tribunal."},
		{Knowledge, 5, 3, "Law and ethics of representation", "Applies confidentiality, privilege and the code of conduct to cases that were not seen before.",
			"Derecho y ética de la representación", "Aplica la confidencialidad, el secreto y el código de conducta a casos no vistos antes."},
		{Skills, 5, 3, "Advises on the choice of process", "Weighs mediation against its alternatives for this client.",
			"Asesora sobre la elección del proceso", "Sopesa la mediación frente a sus alternativas para este cliente."},
		{Skills, 5, 3, "Prepares the client", "The client knows the process, their interests, and their alternatives to an agreement.",
			"Prepara al cliente", "El cliente conoce el proceso, sus intereses y sus alternativas a un acuerdo."},
		{Skills, 5, 3, "Represents in the mediation", "Works with the mediator and the other side towards the client's interests.",
			"Representa en la mediación", "Colabora con quien media y con la otra parte en favor de los intereses del cliente."},
		{Skills, 5, 3, "Secures the agreement", "The agreement can be carried out and says what happens if it is not.",
			"Asegura el acuerdo", "El acuerdo puede cumplirse y dice qué ocurre si no se cumple."},
	},
	ICQAP: {
		{Knowledge, 5, 3, "Cultural frameworks", "Uses recognised frameworks to understand a dispute without stereotyping the parties.",
			"Marcos culturales", "Usa marcos reconocidos para entender un conflicto sin estereotipar a las partes."},
		{Knowledge, 5, 3, "Self-awareness", "Names their own cultural assumptions and how these may affect the mediation.",
			"Autoconciencia", "Nombra sus propios supuestos culturales y cómo pueden afectar a la mediación."},
		{Skills, 5, 3, "Multi-cultural perspectives", "Sees the dispute as each party sees it, and helps them to see the other's view.",
			"Perspectivas multiculturales", "Ve el conflicto como lo ve cada parte y las ayuda a ver la mirada de la otra."},
		{Skills, 5, 3, "Communication", "Adapts language, pace and form, and works well with interpreters.",
			"Comunicación", "Adapta el lenguaje, el ritmo y la forma, y trabaja bien con intérpretes."},
		{Skills, 5, 3, "Preparation", "Finds out beforehand what matters culturally and designs the process for it.",
			"Preparación", "Averigua de antemano lo que importa culturalmente y diseña el proceso para ello."},
		{Skills, 5, 3, "Managing the process", "Holds the process when cultural expectations of it differ.",
			"Gestión del proceso", "Sostiene el proceso cuando las expectativas culturales sobre él difieren."},
	},
	ODRQAP: {
		{Experience, 1, 1, "Online mediation experience", "The verified logbook shows at least 20 full-scale e-mediations in the previous 36 months (5 for IMI Certified Mediators).",
			"Experiencia en mediación en línea", "El registro verificado muestra al menos 20 mediaciones completas en línea en los 36 meses anteriores (5 para mediadores IMI certificados)."},
		{Knowledge, 5, 3, "Technology and security", "Chooses a platform for the case and explains how confidentiality is kept on it.",
			"Tecnología y seguridad", "Elige una plataforma para el caso y explica cómo se guarda en ella la confidencialidad."},
		{Knowledge, 5, 3, "Ethics online", "Applies consent, recording, presence of others and access to online sessions.",
			"Ética en línea", "Aplica el consentimiento, la grabación, la presencia de terceros y el acceso a las sesiones en línea."},
		{Skills, 5, 3, "Prepares the parties", "Every party can take part with their equipment, and there is a plan for failures.",
			"Prepara a las partes", "Cada parte puede participar con sus medios y hay un plan para los fallos."},
		{Skills, 5, 3, "Communicates on screen", "Keeps attention, turns and rapport without being in one room.",
			"Se comunica en pantalla", "Mantiene la atención, los turnos y la confianza sin estar en la misma sala."},
		{Skills, 5, 3, "Manages the online process", "Uses rooms, chat and shared documents so that they serve the mediation.",
			"Gestiona el proceso en línea", "Usa salas, mensajes y documentos compartidos al servicio de la mediación."},
	},
}

// Usual lists the criteria that are usual for a program, in its language, or
// in English where they are not written in it. None for a CMTP.
func Usual(p Program) []ProgramCriterion {
	rows := make([]ProgramCriterion, len(usuals[p.Kind]))
	for i, u := range usuals[p.Kind] {
		rows[i] = ProgramCriterion{Heading: u.heading, Title: u.titleEn, Benchmark: u.benchEn, Position: i + 1, ScaleMax: u.scale, PassMark: u.pass}
		if p.Language == "es" {
			rows[i].Title, rows[i].Benchmark = u.titleEs, u.benchEs
		}
	}
	return rows
}
