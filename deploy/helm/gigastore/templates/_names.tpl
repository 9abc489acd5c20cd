{{- define "gigastore.labels" -}}
app.kubernetes.io/name: gigastore
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "gigastore.selector" -}}
app.kubernetes.io/name: gigastore
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "gigastore.secret" -}}
{{ default (printf "%s-gigastore" .Release.Name) .Values.existingSecret }}
{{- end }}

{{- define "gigastore.ownerSecret" -}}
{{ default (printf "%s-gigastore-owner" .Release.Name) .Values.existingOwnerSecret }}
{{- end }}

{{- define "gigastore.image" -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}

{{- define "gigastore.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "gigastore.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "gigastore.environment" -}}
- name: GIGASTORE_MODE
  value: live
- name: GIGASTORE_PUBLIC_URL
  value: {{ required "publicUrl is required: the https address that clients use" .Values.publicUrl | quote }}
{{- range $name, $value := .Values.environment }}
{{- if $value }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
